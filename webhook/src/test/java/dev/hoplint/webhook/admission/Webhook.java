package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.TestClock;
import dev.hoplint.rule.Rule;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// A handler with what surrounds it in a test. Answers come back as the API server takes them.
final class Webhook {
  static final String VERSION = "0.0.0-test";

  final TestCluster cluster;
  final AtomicReference<WebhookConfig> config;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final TestClock clock = TestClock.at(TestCluster.MOMENT);

  /// Time stands still, however busy the machine is.
  final AtomicLong nanos = new AtomicLong();

  final AdmissionHandler handler;

  Webhook(TestCluster cluster, WebhookConfig config) {
    this(cluster, config, BuiltInRules.all());
  }

  Webhook(TestCluster cluster, WebhookConfig config, List<Rule> rules) {
    this.cluster = cluster;
    this.config = new AtomicReference<>(config);
    this.handler =
        new AdmissionHandler(
            this.config::get, rules, cluster, cluster, meters, clock, VERSION, nanos::get);
  }

  static Webhook over(TestCluster cluster, Mode mode) {
    return new Webhook(cluster, Configs.mode(mode));
  }

  /// The raw answer to a review.
  AdmissionAnswer answer(Reviews review) {
    return handler.review(review.bytes(), Duration.ofSeconds(5));
  }

  /// What the API server makes of the answer; fails where it makes nothing of it.
  Verified.Answer ask(Reviews review) {
    AdmissionAnswer answer = answer(review);
    Verified verified = ReviewVerification.verify(review.uid(), answer.status(), answer.body());
    assertThat(verified).as(answer.body()).isInstanceOf(Verified.Answer.class);
    return (Verified.Answer) verified;
  }

  double count(String name, String... tags) {
    return meters.find(name).tags(tags).counters().stream().mapToDouble(one -> one.count()).sum();
  }
}
