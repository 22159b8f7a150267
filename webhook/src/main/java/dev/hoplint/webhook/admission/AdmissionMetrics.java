package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.resource.Kind;
import dev.hoplint.rule.RuleMeta;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// What is counted about reviews. Labels come from small sets: nothing an object says becomes one.
final class AdmissionMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofNanos(500_000),
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2_500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private final MeterRegistry registry;
  private final Timer duration;

  AdmissionMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("hoplint.admission.duration")
            .description("Time from a body to its answer")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);
    // A rate sees nothing in the first sample of a series: these must be there at zero.
    for (String reason : List.of("deadline", "error", "overload")) {
      var _ = failOpen(reason);
    }
    for (String result : List.of("present", "gone", "failed")) {
      var _ = registry.counter("hoplint.confirm.get", "result", result);
    }
  }

  private Counter failOpen(String reason) {
    return registry.counter("hoplint.fail.open", "reason", reason);
  }

  void answered(Review review, Decision.Outcome outcome, Duration took) {
    count(
        OneLine.word(review.operation()),
        kind(review.kind()),
        OneLine.word(outcome),
        String.valueOf(review.dryRun()));
    duration.record(took);
  }

  /// A review of which not even the operation is known.
  void answered(Decision.Outcome outcome, Duration took) {
    count("unknown", "unknown", OneLine.word(outcome), "false");
    duration.record(took);
  }

  private void count(String operation, String kind, String decision, String dryRun) {
    registry
        .counter(
            "hoplint.admission.requests",
            "op",
            operation,
            "kind",
            kind,
            "decision",
            decision,
            "dry_run",
            dryRun)
        .increment();
  }

  void found(Judgement one) {
    registry
        .counter(
            "hoplint.findings",
            "rule",
            one.finding().rule().id(),
            "severity",
            one.finding().severity().word(),
            "action",
            OneLine.word(one.verdict()))
        .increment();
  }

  void undecoded(String reason) {
    registry.counter("hoplint.undecoded", "reason", reason).increment();
  }

  void failedOpen(String reason) {
    failOpen(reason).increment();
  }

  /// A change that no rule was asked about.
  void skipped(String reason) {
    registry.counter("hoplint.admission.skipped", "reason", reason).increment();
  }

  void degraded() {
    registry.counter("hoplint.admission.degraded").increment();
  }

  void excepted(RuleMeta rule) {
    registry.counter("hoplint.exceptions.applied", "rule", rule.id()).increment();
  }

  void failed(RuleMeta rule) {
    registry.counter("hoplint.rule.failures", "rule", rule.id()).increment();
  }

  void confirmed(LiveObjects.Answer answer) {
    String result =
        switch (answer) {
          case LiveObjects.Answer.Present _ -> "present";
          case LiveObjects.Answer.Gone _ -> "gone";
          case LiveObjects.Answer.Failed _ -> "failed";
        };
    registry.counter("hoplint.confirm.get", "result", result).increment();
  }

  private static String kind(Kind kind) {
    return ReviewCodec.isRead(kind) ? kind.name().toLowerCase(Locale.ROOT) : "other";
  }
}
