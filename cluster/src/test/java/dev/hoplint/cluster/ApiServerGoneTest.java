package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.FaultProxy;
import dev.hoplint.harness.Size;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A4: the API server is gone. In full with the real times for ten minutes, else with times divided
/// by 50.
class ApiServerGoneTest {
  private static final int DIVISOR = Size.of(50, 1);
  private static final WatchTimes TIMES = WatchTimes.standard().dividedBy(DIVISOR);

  private static final Duration GONE = Duration.ofMinutes(10).dividedBy(Size.of(100, 1));
  private static final Duration BACK = Duration.ofSeconds(15);

  @Test
  void whileItIsGoneTheSnapshotStaysAndIsStaleAndLittleIsAsked() throws Exception {
    try (FakeKube kube = FakeKube.start();
        FaultProxy counted = FaultProxy.to(kube.port());
        ClusterWatch watch = Cluster.watch(counted.url(), TIMES, Clock.systemUTC())) {
      kube.put(Cluster.service("shop", "web", "1"));
      Eventually.await("seen", () -> Cluster.seen(watch.snapshot()).size() == 1);
      Cluster.awaitReady(watch);
      kube.down();
      Eventually.await("stale", () -> !watch.snapshot().isFresh());
      assertThat(watch.snapshot().stale()).get().asString().contains(" s ago");
      long processor = processorTime();
      long began = System.nanoTime();
      Thread.sleep(GONE);
      double share = (double) (processorTime() - processor) / (System.nanoTime() - began);
      // In full size less than 5 % of a processor; the small size asks 50 times as often.
      assertThat(share).isLessThan(Size.isFull() ? 0.05 : 1.0);
      assertThat(Cluster.seen(watch.snapshot())).hasSize(1);
      assertThat(watch.health().problem()).isPresent();

      kube.put(Cluster.service("shop", "web", "2"));
      kube.up();
      Eventually.await(
          () -> "recovered",
          BACK,
          () ->
              watch.snapshot().isFresh()
                  && Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube))
                  && watch.health().problem().isEmpty());
    }
  }

  @Test
  void itIsReadyOnlyWhenTheApiServerComesAtLast() {
    try (FakeKube kube = FakeKube.start()) {
      kube.put(Cluster.service("shop", "web", "1"));
      kube.down();
      try (ClusterWatch watch = Cluster.watch(kube.url(), Cluster.FAST, Clock.systemUTC())) {
        Eventually.await(
            "refused", () -> watch.health().kinds().getFirst().detail().contains("onnect"));
        assertThat(watch.health().problem()).get().asString().contains("was never listed");
        assertThat(watch.snapshot().watched()).isEmpty();
        kube.up();
        Cluster.awaitReady(watch);
        assertThat(Cluster.seen(watch.snapshot())).isEqualTo(Cluster.truth(kube));
      }
    }
  }

  @Test
  void pausesGrowAndStayWithinThirtySeconds() {
    WatchTimes times = WatchTimes.standard();
    for (int failures = 0; failures < 1_000; failures++) {
      assertThat(times.pause(failures, 1)).isLessThanOrEqualTo(Duration.ofSeconds(10));
    }
    assertThat(times.pause(1, 0.5)).isEqualTo(Duration.ofMillis(500));
    assertThat(times.pause(3, 0.5)).isEqualTo(Duration.ofSeconds(2));
    assertThat(TimeUnit.NANOSECONDS.toMillis(times.pause(0, 0).toNanos())).isPositive();
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
