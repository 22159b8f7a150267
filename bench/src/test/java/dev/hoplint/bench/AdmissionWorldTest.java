package dev.hoplint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdmissionWorldTest {
  private final AdmissionWorld world = AdmissionWorld.times(1);

  @Test
  void hasTheObjectsOfItsSize() {
    Map<Object, Long> kinds =
        world
            .objects()
            .collect(Collectors.groupingBy(one -> one.get("kind"), Collectors.counting()));

    assertThat(kinds)
        .containsEntry("Service", 4_001L)
        .containsEntry("Deployment", 4_801L)
        .containsEntry("StatefulSet", 200L)
        .containsEntry("Ingress", 3_000L)
        .containsEntry("IngressClass", 1L)
        .hasSize(5);
    assertThat(world.namespaceObjects()).hasSize(201);
  }

  @Test
  void hasThePathsOfItsSize() {
    int paths = 0;
    for (int i = 0; i < world.ingresses(); i++) {
      Map<?, ?> spec = (Map<?, ?>) world.ingress(i).get("spec");
      for (Object rule : (List<?>) spec.get("rules")) {
        Map<?, ?> http = (Map<?, ?>) ((Map<?, ?>) rule).get("http");
        paths += ((List<?>) http.get("paths")).size();
      }
    }
    assertThat(paths).isEqualTo(20_000);
  }

  @Test
  void isTheSameEachTime() {
    assertThat(world.objects().toList()).isEqualTo(AdmissionWorld.times(1).objects().toList());
  }
}
