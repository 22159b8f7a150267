package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeCall;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.WatchFault;
import dev.hoplint.world.Visibility.Sight;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterWatchTest {
  private final FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(200));

  @AfterEach
  void close() {
    kube.close();
  }

  @Test
  void theSnapshotHoldsWhatTheApiServerHoldsAndFollowsIt() {
    kube.put(Cluster.namespace("shop"));
    kube.put(Cluster.service("shop", "web", "1"));
    kube.put(Cluster.deployment("shop", "web", "1"));
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      Snapshot first = watch.snapshot();
      assertThat(Cluster.seen(first)).isEqualTo(Cluster.truth(kube)).hasSize(3);
      assertThat(first.watched()).hasSize(7).contains("Service", "Ingress", "Deployment");
      assertThat(first.world().visibility().of("Service")).isEqualTo(Sight.CLOSED);
      assertThat(first.world().visibility().of("Pod")).isEqualTo(Sight.UNWATCHED);

      kube.put(Cluster.service("shop", "web", "2"));
      kube.put(Cluster.service("shop", "api", "1"));
      kube.delete("deployments", "shop", "web");
      Eventually.await(
          "followed", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      assertThat(watch.snapshot().generation()).isGreaterThan(first.generation());
      assertThat(Cluster.seen(first)).containsEntry("Service shop/web", "1").hasSize(3);
    }
  }

  @Test
  void onlyWatchedKindsAreReadAndNothingIsWritten() {
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      Eventually.await("watched", () -> kube.watches("*") == 7);
      assertThat(kube.calls()).allMatch(KubeCall::isRead);
      assertThat(kube.calls().stream().map(KubeCall::resource).collect(Collectors.toSet()))
          .isEqualTo(Cluster.RESOURCES);
      assertThat(kube.calls("list", "*"))
          .noneMatch(call -> "0".equals(call.query().get("resourceVersion")));
      assertThat(kube.calls("watch", "*"))
          .allMatch(call -> "true".equals(call.query().get("allowWatchBookmarks")));
    }
  }

  @Test
  void aNamespaceThatIsBeingDeletedIsMarked() {
    Map<String, Object> leaving =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Namespace",
            "metadata",
            Map.of("name", "old", "deletionTimestamp", "2026-01-01T00:00:00Z"));
    kube.put(Cluster.namespace("shop"));
    kube.put(leaving);
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      assertThat(watch.snapshot().namespaces())
          .containsEntry("old", new Snapshot.NamespaceState(true))
          .containsEntry("shop", new Snapshot.NamespaceState(false));
    }
  }

  @Test
  void nothingIsServedBeforeEverythingIsListed() {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.put(Cluster.deployment("shop", "web", "1"));
    kube.fail(KubeFault.hang().on("list", "deployments"));
    WatchTimes patient = Cluster.FAST.dividedBy(1);
    try (ClusterWatch watch = Cluster.watch(kube.url(), patient, Clock.systemUTC())) {
      Eventually.await("services listed", () -> kube.watches("services") == 1);
      while (watch.health().problem().isPresent()) {
        Snapshot early = watch.snapshot();
        assertThat(early.world().resources().size()).isIn(0, 2);
      }
      assertThat(Cluster.seen(watch.snapshot())).isEqualTo(Cluster.truth(kube)).hasSize(2);
    }
  }

  @Test
  void longListsComeInPages() {
    for (int i = 0; i < 1_203; i++) {
      kube.put(Cluster.service("n" + i % 7, "s" + i, "1"));
    }
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      assertThat(Cluster.seen(watch.snapshot())).isEqualTo(Cluster.truth(kube)).hasSize(1_203);
      assertThat(kube.calls("list", "services")).hasSize(3);
    }
  }

  @Test
  void aListWhosePagesExpireIsReadAsAWhole() {
    for (int i = 0; i < 600; i++) {
      kube.put(Cluster.service("shop", "s" + i, "1"));
    }
    kube.fail(KubeFault.answer(410).on(call -> call.query().containsKey("continue")).always());
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      assertThat(Cluster.seen(watch.snapshot())).hasSize(600);
    }
  }

  @Test
  void aListFromAStaleCacheIsNeverAskedFor() {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.freezeCache("*");
    kube.put(Cluster.service("shop", "web", "2"));
    kube.freezeWatches("*");
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Eventually.await("listed", () -> watch.health().problem().isEmpty());
      assertThat(Cluster.seen(watch.snapshot())).containsEntry("Service shop/web", "2");
    }
  }

  @Test
  void aStormOfExpiredVersionsEndsInTheTruthAndDoesNotSpin() throws Exception {
    kube.put(Cluster.service("shop", "web", "1"));
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      kube.fail(KubeFault.answer(410).on("watch", "*").always());
      kube.disturb("*", WatchFault.GONE);
      kube.forgetCalls();
      Thread.sleep(1_000);
      // Pauses grow from 10 to 160 ms: some 12 rounds of two requests for each of seven kinds.
      assertThat(kube.calls()).hasSizeBetween(14, 7 * 2 * 30);
      kube.put(Cluster.service("shop", "web", "2"));
      kube.heal();
      Eventually.await("truth", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      Cluster.awaitReady(watch);
    }
  }

  @Test
  void aSlowApiServerIsWaitedFor() {
    kube.put(Cluster.service("shop", "web", "1"));
    Duration slow = Cluster.FAST.probe().dividedBy(2);
    kube.fail(KubeFault.slow(slow).on("*", "*").always());
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      assertThat(Cluster.seen(watch.snapshot())).isEqualTo(Cluster.truth(kube));
    }
  }

  @Test
  void anApiServerThatAsksForTimeGetsIt() throws Exception {
    kube.fail(KubeFault.tooMany(1).on("list", "services"));
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Thread.sleep(500);
      assertThat(kube.calls("list", "services")).hasSize(1);
      Cluster.awaitReady(watch);
    }
  }
}
