package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.ClusterObjects.Read;
import dev.hoplint.harness.Eventually;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.World;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterIndexTest {
  private static final WatchedKind SERVICE = new WatchedKind("Service", "", "v1", "services", true);

  private static final WatchedKind NAMESPACE =
      new WatchedKind("Namespace", "", "v1", "namespaces", false);

  private final ApiRequests nobody = new ApiRequests(ClusterAccess.at("http://127.0.0.1:1").open());

  @AfterEach
  void close() {
    nobody.close();
  }

  /// Whoever lists says so afterwards, and a world of before the list would pass for a fresh one.
  @Test
  void aListIsInThePublishedWorldWhenItCountsAsListed() {
    try (ClusterIndex index = index(SERVICE)) {
      Reflector reflector = followed(index, SERVICE);
      for (int round = 1; round <= 20; round++) {
        index.listed(reflector, services(round));
        assertThat(index.published().orElseThrow().world().all(Service.class)).hasSize(200 + round);
      }
    }
  }

  @Test
  void aChangeThatNobodySeesLeavesTheWorldAsItIs() {
    try (ClusterIndex index = index(SERVICE)) {
      Reflector reflector = followed(index, SERVICE);
      index.listed(reflector, List.of(service("web", "1", 80, Map.of())));
      World first = world(index);

      index.changed(reflector, service("web", "2", 80, Map.of("loadBalancer", Map.of())));
      settle(index);
      assertThat(world(index)).isSameAs(first);
      // What it is compared with has moved on, and is not the status either.
      index.changed(reflector, service("web", "3", 80, Map.of()));
      settle(index);
      assertThat(world(index)).isSameAs(first);

      index.changed(reflector, service("web", "4", 8080, Map.of()));
      settle(index);
      assertThat(world(index).all(Service.class).getFirst().ports().getFirst().port().or(0))
          .isEqualTo(8080);
    }
  }

  @Test
  void thatANamespaceEndsIsSeen() {
    try (ClusterIndex index = index(NAMESPACE)) {
      Reflector reflector = followed(index, NAMESPACE);
      index.listed(reflector, List.of(namespace("1", Map.of())));
      index.changed(reflector, namespace("2", Map.of("deletionTimestamp", "2026-05-04T10:20:30Z")));
      settle(index);
      assertThat(index.published().orElseThrow().namespaces().get("shop").terminating()).isTrue();
    }
  }

  private static ClusterIndex index(WatchedKind kind) {
    return new ClusterIndex(new WatchedKinds(List.of(kind)), Assumptions.NONE);
  }

  private Reflector followed(ClusterIndex index, WatchedKind kind) {
    Reflector reflector =
        new Reflector(
            new KindState(kind, Cluster.FAST, Instant.EPOCH),
            nobody,
            Cluster.FAST,
            Clock.systemUTC(),
            index,
            _ -> false);
    index.follow(List.of(reflector));
    return reflector;
  }

  private static World world(ClusterIndex index) {
    return index.published().orElseThrow().world();
  }

  private static void settle(ClusterIndex index) {
    Eventually.await("settled", () -> index.waiting() == 0);
  }

  private static Read service(String name, String version, int port, Map<String, Object> status) {
    Map<String, Object> service = new TreeMap<>();
    service.put(
        "metadata",
        new TreeMap<>(Map.of("namespace", "shop", "name", name, "resourceVersion", version)));
    service.put("spec", Map.of("ports", List.of(Map.of("port", port))));
    service.put("status", status);
    return ClusterObjects.read(SERVICE, service);
  }

  private static Read namespace(String version, Map<String, Object> more) {
    Map<String, Object> metadata = new TreeMap<>(more);
    metadata.put("name", "shop");
    metadata.put("resourceVersion", version);
    return ClusterObjects.read(NAMESPACE, new TreeMap<>(Map.of("metadata", metadata)));
  }

  private static List<Read> services(int round) {
    List<Read> all = new ArrayList<>();
    for (int i = 0; i < 200 + round; i++) {
      all.add(service("web-" + i, Integer.toString(round), 80, Map.of()));
    }
    return all;
  }
}
