package dev.hoplint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.bench.AdmissionWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterSceneTest {
  private final List<Map<String, Object>> stored = new ArrayList<>();
  private final Store store =
      new Store() {
        @Override
        public void put(Map<String, Object> object) {
          stored.add(object);
        }

        @Override
        public void remove(Map<String, Object> object) {
          stored.removeIf(one -> Objects.name(one).equals(Objects.name(object)));
        }
      };
  private final ClusterScene scene =
      new ClusterScene(new AdmissionWorld(400, 50, 300, 2_000, 20), store, 400);

  @Test
  void reviewsAreOfTheExpectedSizesAndKinds() {
    List<Review> reviews = IntStream.range(0, 400).mapToObj(scene::mixed).toList();

    assertThat(reviews).extracting(Review::uid).doesNotHaveDuplicates();
    assertThat(reviews.stream().mapToInt(one -> one.body().length()).average().orElseThrow())
        .isBetween(5_000.0, 11_000.0);
    assertThat(reviews.stream().filter(one -> one.body().contains("\"operation\":\"UPDATE\"")))
        .hasSize(280);
    assertThat(scene.mixed(0).body()).contains("\"kind\":\"Deployment\"", "\"f:containers\"");
    assertThat(scene.largeIngress(0).body().length()).isBetween(900_000, 1_600_000);
  }

  @Test
  void theWorldIsStoredAndChanges() {
    scene.fill();
    assertThat(stored).hasSize(21 + 3 + 400 + 450 + 300);

    stored.clear();
    IntStream.range(0, 501).forEach(_ -> scene.event());
    assertThat(stored)
        .allSatisfy(
            one ->
                assertThat(Objects.at(one, "spec", "template", "metadata", "labels"))
                    .containsKey("rollout"));
    Map<String, Object> begun = stored.getFirst();
    Map<String, Object> goesOn = stored.getLast();
    assertThat(goesOn.get("spec")).isEqualTo(begun.get("spec"));
    assertThat(Objects.at(goesOn, "status")).containsKey("updatedReplicas");
    assertThat(Objects.at(begun, "status")).doesNotContainKey("updatedReplicas");

    stored.clear();
    scene.toggle(true);
    assertThat(stored).extracting(Objects::name).containsExactly("probe-target");
    scene.toggle(false);
    assertThat(stored).isEmpty();
    assertThat(scene.probe(0).body()).contains("\"name\":\"probe-target\"");
  }
}
