package dev.hoplint.webhook.scan;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What is told about scans. Rules and severities are few; nothing an object says is a label.
final class ScanMetrics {
  private final MeterRegistry meters;
  private final MultiGauge findings;
  private final Timer duration;
  private final AtomicReference<@Nullable Instant> lastSuccess = new AtomicReference<>();

  ScanMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.findings =
        MultiGauge.builder("hoplint.scan.findings")
            .description("Findings in the cluster as it stands")
            .register(meters);
    this.duration =
        Timer.builder("hoplint.scan.duration")
            .description("How long a scan takes")
            .register(meters);
    Gauge.builder("hoplint.scan.last.success.timestamp", this::lastSuccess)
        .description("When a scan was last finished, in seconds since 1970")
        .strongReference(true)
        .register(meters);
  }

  void succeeded(ScanResult result, Duration took) {
    duration.record(took);
    lastSuccess.set(result.at());
    Map<String, Tags> tags = new TreeMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (Reported one : result.all()) {
      String key = one.rule().id() + " " + one.severity().word();
      tags.putIfAbsent(key, Tags.of("rule", one.rule().id(), "severity", one.severity().word()));
      counts.merge(key, 1, Integer::sum);
    }
    List<MultiGauge.Row<Number>> rows =
        counts.entrySet().stream()
            .map(
                one ->
                    MultiGauge.Row.of(
                        tags.getOrDefault(one.getKey(), Tags.empty()), one.getValue()))
            .toList();
    findings.register(rows, true);
  }

  /// @param why one word: `stale`, `error`
  void skipped(String why) {
    meters.counter("hoplint.scan.skipped", "reason", why).increment();
  }

  private double lastSuccess() {
    @Nullable Instant last = lastSuccess.get();
    return last == null ? Double.NaN : (double) last.getEpochSecond();
  }
}
