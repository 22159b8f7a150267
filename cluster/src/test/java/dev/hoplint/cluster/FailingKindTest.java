package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterHealth.Phase;
import dev.hoplint.cluster.WatchedKinds.Option;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.WatchFault;
import dev.hoplint.world.Assumptions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One kind gives no usable answer, while the API server is well otherwise.
class FailingKindTest {
  private static final WatchTimes TIMES = Cluster.FAST;

  private final FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(200));

  @AfterEach
  void close() {
    kube.close();
  }

  static Stream<KubeFault> faults() {
    return Stream.of(
        KubeFault.answer(500),
        KubeFault.answer(503),
        KubeFault.answer(404),
        KubeFault.tooMany(0),
        KubeFault.garbage(),
        KubeFault.truncated(),
        KubeFault.hang(),
        KubeFault.reset());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aKindThatNeverAnsweredIsOffAndTheOthersLive(KubeFault fault) {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.fail(fault.on("*", "endpointslices").always());
    try (ClusterWatch watch = watch()) {
      Cluster.awaitReady(watch);
      assertOff(watch, "EndpointSlice");
      assertThat(Cluster.seen(watch.snapshot())).isEqualTo(Cluster.truth(kube));

      kube.put(Cluster.service("shop", "web", "2"));
      Eventually.await(
          "followed", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
      assertOff(watch, "EndpointSlice");

      kube.heal();
      Eventually.await("back", () -> watch.snapshot().watched().contains("EndpointSlice"));
      Cluster.awaitReady(watch);
      Eventually.await("said", () -> watch.health().detail().isEmpty());
    }
  }

  @Test
  void theWatchesOfTheOthersStayOpen() throws Exception {
    kube.fail(KubeFault.answer(500).on("*", "endpointslices").always());
    kube.fail(KubeFault.hang().on("*", "networkpolicies").always());
    try (ClusterWatch watch = watch()) {
      Eventually.await("off", () -> watch.snapshot().watched().size() == 11);
      Cluster.awaitReady(watch);
      kube.forgetCalls();
      Thread.sleep(TIMES.rebuild().plus(TIMES.unready()));
      assertThat(watch.health().rebuilds()).isZero();
      assertThat(kube.calls("list", "services")).isEmpty();
      assertThat(watch.snapshot().isFresh()).isTrue();
    }
  }

  /// Without Services little can be said, and nothing wrong; not being ready would say even less.
  @ParameterizedTest
  @ValueSource(strings = {"services", "namespaces", "poddisruptionbudgets"})
  void aKindThatStopsAnsweringIsOffBeforeNoRequestsAreWanted(String plural) {
    kube.put(Cluster.service("shop", "web", "1"));
    kube.put(Cluster.namespace("shop"));
    try (ClusterWatch watch = watch()) {
      Cluster.awaitReady(watch);
      kube.fail(KubeFault.answer(500).on("*", plural).always());
      kube.disturb(plural, WatchFault.GONE);
      Eventually.await(
          "off",
          () -> {
            assertThat(watch.health().problem()).isEmpty();
            return watch.snapshot().watched().size() == 12 && watch.snapshot().isFresh();
          });
      assertThat(watch.health().rebuilds()).isZero();
      assertThat(watch.health().detail()).get().asString().contains("is not watched", "500");
      kube.put(Cluster.service("shop", "web", "2"));
      kube.heal();
      Eventually.await("back", () -> watch.snapshot().watched().size() == 13);
      Eventually.await("truth", () -> Cluster.seen(watch.snapshot()).equals(Cluster.truth(kube)));
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aKindThatIsListedAndNeverWatchedDoesNotComeAndGo(KubeFault fault) throws Exception {
    kube.fail(fault.on("watch", "endpointslices").always());
    try (ClusterWatch watch = watch()) {
      Eventually.await("off", () -> phase(watch, "EndpointSlice").isOff());
      Cluster.awaitReady(watch);
      long generation = watch.snapshot().generation();
      for (int i = 0; i < 100; i++) {
        assertOff(watch, "EndpointSlice");
        Thread.sleep(10);
      }
      assertThat(watch.snapshot().generation()).isEqualTo(generation);
      kube.heal();
      Eventually.await("back", () -> watch.snapshot().watched().contains("EndpointSlice"));
    }
  }

  /// The pods of a watch that sees nothing serve nobody well, and a new client may help.
  @Test
  void whereNothingAnswersNoKindIsOffAndTheClientIsMadeAnew() {
    try (ClusterWatch watch = watch()) {
      Cluster.awaitReady(watch);
      kube.fail(KubeFault.answer(500).on("*", "*").always());
      kube.cut();
      Eventually.await("made anew", () -> watch.health().rebuilds() > 0);
      assertThat(watch.health().problem()).isPresent();
      assertThat(watch.health().kinds()).allMatch(kind -> kind.phase() == Phase.STALE);
      kube.heal();
      Cluster.awaitReady(watch);
    }
  }

  private ClusterWatch watch() {
    return ClusterWatch.start(
        ClusterAccess.at(kube.url()),
        WatchedKinds.with(EnumSet.allOf(Option.class)),
        Assumptions.NONE,
        TIMES,
        Clock.systemUTC());
  }

  private static void assertOff(ClusterWatch watch, String kind) {
    Snapshot snapshot = watch.snapshot();
    assertThat(phase(watch, kind).isOff()).isTrue();
    assertThat(snapshot.watched()).doesNotContain(kind).hasSize(12);
    assertThat(snapshot.stale()).isEmpty();
    assertThat(watch.health().problem()).isEmpty();
    assertThat(watch.health().detail()).get().asString().contains(kind + " is not watched");
    assertThat(RulesInSight.off(BuiltInRules.all(), snapshot.watched()).values())
        .contains(List.of(kind));
  }

  private static Phase phase(ClusterWatch watch, String kind) {
    return watch.health().kinds().stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElseThrow()
        .phase();
  }
}
