package dev.hoplint.webhook;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.WatchedKind;
import dev.hoplint.cluster.WatchedKinds;
import dev.hoplint.webhook.admission.AdmissionHandler;
import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.server.Readiness;
import dev.hoplint.webhook.server.ReadinessCheck;
import dev.hoplint.webhook.server.StartGarbage;
import dev.hoplint.webhook.server.WarmUp;
import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is done beside everything else that starts, so that the first requests are answered as
/// quickly as later ones: code is made hot, then the heap is cleared. What comes in meanwhile waits
/// for readiness.
final class Preparation implements AutoCloseable {
  /// Names the system property that ends the process after so many seconds of warm-up: a launcher
  /// or an image records what was loaded and hot by then.
  static final String TRAIN = "hoplint.train";

  /// As long as the first list of a cluster takes, more or less.
  private static final Duration WARM = Duration.ofSeconds(3);

  /// Who tries it out wants an answer at once.
  private static final Duration WARM_ALONE = Duration.ofMillis(100);

  private final WarmUp warmUp = new WarmUp();
  private final Readiness readiness;
  private @Nullable StartGarbage garbage;

  /// @param readiness waits for it from now on
  Preparation(Readiness readiness) {
    this.readiness = readiness;
    readiness.add(warmUp);
  }

  /// @param cluster what must be there before the heap is cleared
  void begin(
      boolean standalone,
      CertificateSource certificates,
      Optional<? extends ReadinessCheck> cluster,
      Clock clock) {
    CompletableFuture<ServingCertificate> first = new CompletableFuture<>();
    certificates.onChange(first::complete);
    certificates.current().ifPresent(first::complete);
    Duration half = WarmUp.left(time(standalone)).dividedBy(2);
    var _ =
        Thread.ofPlatform()
            .name("warm-up")
            .daemon()
            .start(
                () -> {
                  ReviewHandler nobodys = nobodys(clock);
                  WarmUp.review(nobodys, half);
                  WarmUp.rehearse(nobodys, first.join(), half);
                  warmUp.done();
                });
    Readiness start = new Readiness();
    start.add(warmUp);
    cluster.ifPresent(start::add);
    StartGarbage after = StartGarbage.after(start);
    garbage = after;
    readiness.add(after);
  }

  private static Duration time(boolean standalone) {
    int training = Integer.getInteger(TRAIN, 0);
    if (training > 0) {
      return Duration.ofSeconds(training);
    }
    return standalone ? WARM_ALONE : WARM;
  }

  /// Only warns: a denial of what nobody sent would stand in the log.
  private static ReviewHandler nobodys(Clock clock) {
    Set<String> kinds =
        WatchedKinds.standard().all().stream().map(WatchedKind::kind).collect(Collectors.toSet());
    return new AdmissionHandler(
        () -> WebhookConfig.DEFAULT,
        BuiltInRules.all(),
        WarmUp.cluster(kinds),
        (_, _) -> new LiveObjects.Answer.Failed("nothing is read to warm up"),
        new SimpleMeterRegistry(),
        clock,
        Version.HOPLINT);
  }

  /// Waits until the code is hot.
  void awaitWarm() throws InterruptedException {
    warmUp.await();
  }

  @Override
  public void close() {
    if (garbage != null) {
      garbage.close();
    }
  }
}
