package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.ClusterObjects.Read;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Assumptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ClusterIndexTest {
  private static final WatchedKind SERVICE = new WatchedKind("Service", "", "v1", "services", true);

  /// Whoever lists says so afterwards, and a world of before the list would pass for a fresh one.
  @Test
  void aListIsInThePublishedWorldWhenItCountsAsListed() {
    ClusterIndex index = new ClusterIndex(new WatchedKinds(List.of(SERVICE)), Assumptions.NONE);
    try (ApiRequests nobody = new ApiRequests(ClusterAccess.at("http://127.0.0.1:1").open())) {
      Reflector reflector =
          new Reflector(
              new KindState(SERVICE, Cluster.FAST, Instant.EPOCH),
              nobody,
              Cluster.FAST,
              Clock.systemUTC(),
              index,
              _ -> false);
      index.follow(List.of(reflector));
      for (int round = 1; round <= 20; round++) {
        index.listed(reflector, services(round));
        assertThat(index.published().orElseThrow().world().all(Service.class)).hasSize(200 + round);
      }
    } finally {
      index.close();
    }
  }

  private static List<Read> services(int round) {
    List<Read> all = new ArrayList<>();
    for (int i = 0; i < 200 + round; i++) {
      Map<String, Object> service =
          new TreeMap<>(
              Map.of(
                  "metadata",
                  new TreeMap<>(
                      Map.of(
                          "namespace", "shop", "name", "web-" + i, "resourceVersion", "" + round)),
                  "spec",
                  Map.of("ports", List.of(Map.of("port", 80)))));
      all.add(ClusterObjects.read(SERVICE, service));
    }
    return all;
  }
}
