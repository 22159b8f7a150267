package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.admission.SampleCluster;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/// Runs what requests will run, before there are any: the first ones would otherwise load classes
/// and run interpreted, which takes longer than an API server may wait.
public final class WarmUp implements ReadinessCheck {
  private static final Duration BUDGET = Duration.ofSeconds(5);

  /// How long this JVM was warmed up, whoever asked for it.
  private static final AtomicLong SPENT_NANOS = new AtomicLong();

  private final CountDownLatch done = new CountDownLatch(1);

  @Override
  public String name() {
    return "warm-up";
  }

  @Override
  public Optional<String> problem() {
    return done.getCount() == 0 ? Optional.empty() : Optional.of("the code is not warm yet");
  }

  /// The cluster that the made-up reviews are about.
  ///
  /// @param kinds the names of those that count as watched
  public static SampleCluster cluster(Set<String> kinds) {
    return SampleCluster.of(SampleReviews.CREATIONS, kinds);
  }

  /// What is left of a time for warming up: code stays warm as long as its JVM lives.
  public static Duration left(Duration time) {
    return Duration.ofNanos(Math.max(0, time.toNanos() - SPENT_NANOS.get()));
  }

  /// Reviews made-up objects.
  ///
  /// @param handler one whose meters nobody reads
  /// @param limit after which it is enough
  public static void review(ReviewHandler handler, Duration limit) {
    SPENT_NANOS.addAndGet(limit.toNanos());
    long end = System.nanoTime() + limit.toNanos();
    do {
      for (byte[] review : SampleReviews.ALL) {
        handler.review(review, BUDGET);
        if (System.nanoTime() >= end) {
          break;
        }
      }
      handler.failOpen(SampleReviews.ALL.getFirst(), "warm-up");
    } while (System.nanoTime() < end);
  }

  /// Sends made-up reviews through a server of its own that only this machine reaches, and that is
  /// gone afterwards: on kept and on new connections, as an API server does.
  ///
  /// @param handler one whose meters nobody reads
  /// @param limit after which it is enough
  public static void rehearse(
      ReviewHandler handler, ServingCertificate certificate, Duration limit) {
    SPENT_NANOS.addAndGet(limit.toNanos());
    try (ReviewServer server = rehearsal(handler, certificate)) {
      server.start();
      new Rehearsal(server.port(), SampleReviews.ALL).run(limit);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM knows no TLS", e);
    }
  }

  private static ReviewServer rehearsal(ReviewHandler handler, ServingCertificate certificate) {
    return ReviewServer.onLoopback(
        WebhookConfig.DEFAULT, handler, certificate, new SimpleMeterRegistry());
  }

  /// From now on requests may come.
  public void done() {
    done.countDown();
  }

  /// Waits for it.
  public void await() throws InterruptedException {
    done.await();
  }
}
