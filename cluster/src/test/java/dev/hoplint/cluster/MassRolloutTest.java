package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.Size;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// R9: a rollout of everything at once.
class MassRolloutTest {
  private static final int NAMESPACES = Size.of(50, 200);
  private static final int EVENTS = Size.of(4_000, 20_000);
  private static final int PER_SECOND = 2_000;

  @Test
  void theIndexIsNeverTwoSecondsBehind() throws Exception {
    try (FakeKube kube = FakeKube.start()) {
      for (int i = 0; i < Size.of(1_000, 9_000); i++) {
        kube.put(Cluster.service("n" + i % NAMESPACES, "s" + i, "0"));
        kube.put(Cluster.deployment("n" + i % NAMESPACES, "d" + i, "0"));
      }
      try (ClusterWatch watch =
          Cluster.watch(kube.url(), WatchTimes.standard(), Clock.systemUTC())) {
        Cluster.awaitReady(watch);
        Eventually.await("watched", () -> kube.watches("*") == 7);
        Duration worst = Duration.ZERO;
        long began = System.nanoTime();
        for (int event = 1; event <= EVENTS; event++) {
          int one = event % 1_000;
          kube.put(Cluster.deployment("n" + one % NAMESPACES, "d" + one, Integer.toString(event)));
          if (event % PER_SECOND == 0) {
            Duration lag = lag(watch, one, event);
            worst = lag.compareTo(worst) > 0 ? lag : worst;
          }
          long due = began + event * 1_000_000_000L / PER_SECOND;
          if (event % 20 == 0 && due > System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(due - System.nanoTime()));
          }
        }
        System.out.printf(
            "R9: %d events in %d ms, index lag at most %d ms%n",
            EVENTS, (System.nanoTime() - began) / 1_000_000, worst.toMillis());
        assertThat(worst).isLessThan(Duration.ofSeconds(2));
        Eventually.await("truth", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
        assertThat(watch.health().kinds()).allMatch(kind -> kind.relists() == 0);
      }
    }
  }

  /// How long until the snapshot shows the event that was just made.
  private static Duration lag(ClusterWatch watch, int one, int event) {
    String mark = Integer.toString(event);
    String namespace = "n" + one % NAMESPACES;
    long made = System.nanoTime();
    Eventually.await(
        "event " + event,
        () ->
            watch.snapshot().world().resources(namespace).stream()
                .filter(resource -> resource.name().equals("d" + one))
                .anyMatch(
                    resource -> resource.meta().labels().get("mark").orElse("").equals(mark)));
    return Duration.ofNanos(System.nanoTime() - made);
  }
}
