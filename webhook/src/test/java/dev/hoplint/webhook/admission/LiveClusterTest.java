package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterAccess;
import dev.hoplint.cluster.ClusterWatch;
import dev.hoplint.cluster.WatchTimes;
import dev.hoplint.cluster.WatchedKinds;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.Assumptions;
import dev.hoplint.yaml.Mapping;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// The handler over real watches and reads of an API server that fails.
class LiveClusterTest {
  private static final Reviews BAD_PORT = Reviews.create(Manifests.one(Samples.BAD_PORT));

  private final FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(100));
  private final WebhookConfig config = Configs.mode(Mode.ENFORCE_LIVE);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  LiveClusterTest() {
    kube.put(Manifests.json(Manifests.one(Samples.CLASS)));
    kube.put(Manifests.json(Manifests.one(Samples.SERVICE)));
  }

  @AfterEach
  void close() {
    kube.close();
  }

  @Test
  void aReadThatFailsDeniesNothing() {
    try (ClusterWatch watch = watch(WatchTimes.standard())) {
      NoTraceTest.awaitFresh(watch);
      AdmissionHandler handler = handler(watch);
      awaitDenial(handler);
      for (KubeFault fault :
          List.of(
              KubeFault.answer(500),
              KubeFault.answer(403),
              KubeFault.answer(404),
              KubeFault.tooMany(1),
              KubeFault.hang(),
              KubeFault.reset(),
              KubeFault.garbage(),
              KubeFault.truncated(),
              KubeFault.slow(Duration.ofSeconds(2)))) {
        kube.heal();
        kube.forgetCalls();
        kube.fail(fault.on("get", "*").always());
        Verified.Answer answer = ask(handler);
        assertThat(answer.allowed()).as("%s", fault.effect()).isTrue();
        assertThat(answer.warnings()).hasSize(1);
        assertThat(kube.calls("get", "*")).hasSizeLessThanOrEqualTo(3);
      }
      assertThat(meters.find("hoplint.confirm.get").tag("result", "failed").counter().count())
          .isGreaterThanOrEqualTo(8);
    }
  }

  /// The watches stay connected and tell nothing, while the Service gets the port that is missing.
  @Test
  void aClusterThatMovedOnBehindTheWatchDeniesNothing() {
    try (ClusterWatch watch = watch(WatchTimes.standard().dividedBy(50))) {
      NoTraceTest.awaitFresh(watch);
      AdmissionHandler handler = handler(watch);
      awaitDenial(handler);

      kube.freezeWatches("*");
      kube.put(Manifests.json(Manifests.one(Samples.SERVICE.replace("port: 80", "port: 81"))));
      boolean degraded = false;
      long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!degraded) {
        Verified.Answer answer = ask(handler);
        assertThat(answer.allowed()).isTrue();
        degraded = answer.auditAnnotations().containsKey("degraded");
        // Where the watch is fresh again before, it shows the new port.
        degraded |= answer.warnings().isEmpty();
        assertThat(System.nanoTime()).as("noticed in time").isLessThan(end);
      }
    }
  }

  /// What the API server sends in a review is read as what its watches show: the engine can go on
  /// from the world that it knows.
  @Test
  void theObjectBeforeAChangeIsTheOneThatTheWatchShows() {
    kube.put(Manifests.json(Manifests.one(Samples.INGRESS)));
    kube.put(Manifests.json(Manifests.one(Samples.DEPLOYMENT)));
    try (ClusterWatch watch = watch(WatchTimes.standard())) {
      NoTraceTest.awaitFresh(watch);
      for (String resource : List.of("services", "ingresses", "deployments")) {
        String stored = JsonMapper.shared().writeValueAsString(kube.all(resource).getFirst());
        Mapping before = Manifests.one(stored);
        Mapping after = Manifests.with(before, List.of("metadata", "labels"), "a", "b");
        Reviews review = Reviews.update(before, after).field("oldObject", stored);
        Decoded decoded = new ReviewCodec().decode(review.bytes());
        Change change = Change.of(((Decoded.Readable) decoded).review());
        assertThat(change.worldBefore(watch.snapshot().world()))
            .as(resource)
            .isSameAs(watch.snapshot().world());
      }
      Change creation =
          Change.of(
              ((Decoded.Readable)
                      new ReviewCodec()
                          .decode(
                              Reviews.create(Manifests.one(Samples.SERVICE.replace("web,", "new,")))
                                  .bytes()))
                  .review());
      assertThat(creation.worldBefore(watch.snapshot().world())).isSameAs(watch.snapshot().world());
    }
  }

  private ClusterWatch watch(WatchTimes times) {
    return ClusterWatch.start(
        ClusterAccess.at(kube.url()),
        WatchedKinds.standard(),
        Assumptions.NONE,
        times,
        Clock.systemUTC());
  }

  private AdmissionHandler handler(ClusterWatch watch) {
    return new AdmissionHandler(
        () -> config,
        BuiltInRules.all(),
        watch,
        watch.liveReads(1_000),
        meters,
        Clock.systemUTC(),
        Webhook.VERSION);
  }

  /// Code that is cold on a busy machine may take too long to confirm anything.
  private static void awaitDenial(AdmissionHandler handler) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (ask(handler).allowed()) {
      assertThat(System.nanoTime()).as("denied in time").isLessThan(end);
    }
  }

  private static Verified.Answer ask(AdmissionHandler handler) {
    AdmissionAnswer answer = handler.review(BAD_PORT.bytes(), Duration.ofSeconds(20));
    Verified verified = ReviewVerification.verify(BAD_PORT.uid(), answer.status(), answer.body());
    assertThat(verified).as(answer.body()).isInstanceOf(Verified.Answer.class);
    return (Verified.Answer) verified;
  }
}
