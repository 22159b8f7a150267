package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterHealth.Phase;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.WatchFault;
import dev.hoplint.world.Visibility.Sight;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartialRightsTest {
  private final FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(200));

  @AfterEach
  void close() {
    kube.close();
  }

  @Test
  void aKindThatMayNotBeReadIsUnwatchedAndTheOthersLive() {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.put(Cluster.deployment("shop", "web", "1"));
    kube.allow(call -> !call.resource().equals("deployments"));
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      Snapshot partial = watch.snapshot();
      assertThat(Cluster.seen(partial)).containsOnlyKeys("Service shop/web");
      assertThat(partial.watched()).doesNotContain("Deployment").hasSize(6);
      assertThat(partial.world().visibility().of("Deployment")).isEqualTo(Sight.UNWATCHED);
      assertThat(watch.health().detail()).get().asString().contains("Deployment", "403");
      assertThat(RulesInSight.off(BuiltInRules.all(), partial.watched()).values())
          .anySatisfy(missing -> assertThat(missing).contains("Deployment"));

      kube.allow(call -> true);
      Eventually.await(
          "recovered", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      assertThat(watch.snapshot().watched()).contains("Deployment");
      Eventually.await("said", () -> watch.health().detail().isEmpty());
    }
  }

  @Test
  void aRightThatIsTakenAwayTakesTheKindAwayForAsLong() {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.put(Cluster.deployment("shop", "web", "1"));
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      kube.allow(call -> !call.is("watch", "deployments"));
      kube.disturb("deployments", WatchFault.END);
      Eventually.await("unwatched", () -> !watch.snapshot().watched().contains("Deployment"));
      for (int i = 0; i < 50; i++) {
        assertThat(Cluster.seen(watch.snapshot())).hasSize(1);
        pause();
      }
      kube.allow(call -> true);
      Eventually.await("recovered", () -> Cluster.seen(watch.snapshot()).hashCode() == truth());
      Cluster.awaitReady(watch);
    }
  }

  @Test
  void withNoRightsAtAllItIsNotReady() {
    kube.allow(call -> false);
    try (ClusterWatch watch = Cluster.watch(kube)) {
      Eventually.await(
          "refused",
          () -> watch.health().kinds().stream().allMatch(kind -> kind.phase() == Phase.REFUSED));
      Eventually.await("indexed", () -> watch.health().problem().orElse("").contains("no kind"));
      assertThat(watch.health().problem()).get().asString().contains("403");
    }
  }

  private int truth() {
    return Cluster.truth(kube).hashCode();
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
