package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.FaultProxy;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A5: connections that stay open and carry nothing.
class HalfOpenWatchTest {
  /// Times of the real size, or divided by 50 with room for a busy machine.
  private static final int DIVISOR = Size.of(50, 1);

  private static final WatchTimes TIMES = WatchTimes.standard().dividedBy(DIVISOR);
  private static final Duration BOOKMARKS = Duration.ofMinutes(1).dividedBy(DIVISOR);

  private final FakeKube kube = FakeKube.start();
  private final FaultProxy proxy = FaultProxy.to(kube.port());

  @AfterEach
  void close() {
    proxy.close();
    kube.close();
  }

  @Test
  void aNetworkThatSwallowsEverythingIsNoticedByTheClock() {
    TestClock clock = TestClock.start();
    WatchTimes times = times(Duration.ofMillis(300));
    try (ClusterWatch watch = Cluster.watch(proxy.url(), times, clock)) {
      Cluster.awaitReady(watch);
      Eventually.await("watched", () -> kube.watches("*") == 7);
      // Told by the watch, not by the list: from here on, nothing is under way.
      kube.put(Cluster.service("shop", "web", "1"));
      Eventually.await("seen", () -> Cluster.seen(watch.snapshot()).size() == 1);
      proxy.blackhole(true);
      kube.put(Cluster.service("shop", "web", "2"));

      clock.advance(Duration.ofSeconds(74));
      watch.tick();
      assertThat(watch.snapshot().isFresh()).isTrue();

      clock.advance(Duration.ofSeconds(1));
      watch.tick();
      Eventually.await("stale", () -> watch.snapshot().stale().orElse("").contains("Service"));
      assertThat(watch.snapshot().stale()).get().asString().contains("75 s ago");
      assertThat(watch.health().problem()).isEmpty();
      clock.advance(Duration.ofSeconds(60));
      assertThat(watch.health().problem()).isPresent();
      assertThat(watch.health().rebuilds()).isZero();

      clock.advance(Duration.ofMinutes(4));
      watch.tick();
      assertThat(watch.health().rebuilds()).isEqualTo(1);
      watch.tick();
      assertThat(watch.health().rebuilds()).isEqualTo(1);
      clock.advance(Duration.ofMinutes(5));
      watch.tick();
      assertThat(watch.health().rebuilds()).isEqualTo(2);

      proxy.blackhole(false);
      Cluster.awaitReady(watch);
      Eventually.await("truth", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
    }
  }

  @Test
  void aWatchdogThatDoesNotRunCannotHideIt() {
    TestClock clock = TestClock.start();
    WatchTimes times = times(Duration.ofMillis(300));
    try (ClusterWatch watch = Cluster.watch(proxy.url(), times, clock)) {
      Cluster.awaitReady(watch);
      Eventually.await("watched", () -> kube.watches("*") == 7);
      proxy.blackhole(true);
      clock.advance(Duration.ofSeconds(89));
      assertThat(watch.snapshot().isFresh()).isTrue();
      clock.advance(Duration.ofSeconds(2));
      assertThat(watch.snapshot().stale()).get().asString().contains("nobody looked");
    }
  }

  @Test
  void deadConnectionsAreReplacedAndTheTruthComesThrough() {
    kube.bookmarkEvery(BOOKMARKS);
    try (ClusterWatch watch = Cluster.watch(proxy.url(), TIMES, Clock.systemUTC())) {
      kube.put(Cluster.service("shop", "web", "1"));
      Eventually.await("seen", () -> Cluster.seen(watch.snapshot()).size() == 1);
      proxy.goHalfOpen();
      kube.put(Cluster.service("shop", "web", "2"));
      Duration limit = Duration.ofSeconds(Size.of(15, 120));
      Eventually.await(
          () -> "truth", limit, () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      Cluster.awaitReady(watch);
    }
  }

  @Test
  void frozenWatchesAreFoundBehindAndListedAgain() {
    kube.bookmarkEvery(BOOKMARKS);
    try (ClusterWatch watch = Cluster.watch(proxy.url(), TIMES, Clock.systemUTC())) {
      kube.put(Cluster.service("shop", "web", "1"));
      Eventually.await("seen", () -> Cluster.seen(watch.snapshot()).size() == 1);
      kube.freezeWatches("*");
      kube.put(Cluster.service("shop", "web", "2"));
      Duration limit = Duration.ofSeconds(Size.of(15, 120));
      Eventually.await(
          () -> "truth", limit, () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      assertThat(watch.health().kinds()).anyMatch(kind -> kind.relists() > 0);
    }
  }

  @Test
  void withAllNetworkGoneTheStaleFlagComesInTimeAndEndsWithIt() {
    kube.bookmarkEvery(BOOKMARKS);
    try (ClusterWatch watch = Cluster.watch(proxy.url(), TIMES, Clock.systemUTC())) {
      kube.put(Cluster.service("shop", "web", "1"));
      Cluster.awaitReady(watch);
      long cut = System.nanoTime();
      proxy.blackhole(true);
      Eventually.await("stale", () -> !watch.snapshot().isFresh());
      Duration took = Duration.ofNanos(System.nanoTime() - cut).multipliedBy(DIVISOR);
      assertThat(took).isLessThan(Duration.ofSeconds(Size.of(1_000, 90)));
      Eventually.await(
          () -> "unready", Duration.ofMinutes(2), () -> watch.health().problem().isPresent());
      proxy.blackhole(false);
      Cluster.awaitReady(watch);
    }
  }

  @Test
  void aClockThatJumpsBackHidesNothing() {
    TestClock clock = TestClock.start();
    WatchTimes times = times(Duration.ofMillis(300));
    try (ClusterWatch watch = Cluster.watch(proxy.url(), times, clock)) {
      Cluster.awaitReady(watch);
      Eventually.await("watched", () -> kube.watches("*") == 7);
      proxy.blackhole(true);
      clock.advance(Duration.ofDays(-365));
      watch.tick();
      clock.advance(Duration.ofSeconds(80));
      watch.tick();
      Eventually.await("stale", () -> !watch.snapshot().isFresh());
    }
  }

  /// The real times for the clock that is moved by hand, and short limits for the sockets.
  private static WatchTimes times(Duration probe) {
    WatchTimes real = WatchTimes.standard();
    return new WatchTimes(
        real.silence(),
        probe,
        real.listing(),
        real.unready(),
        real.rebuild(),
        Duration.ofMillis(20),
        Duration.ofMillis(200),
        Duration.ofMinutes(1),
        real.watch());
  }
}
