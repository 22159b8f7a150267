package dev.hoplint.webhook;

import dev.hoplint.cluster.ClusterHealth;
import dev.hoplint.cluster.ClusterWatch;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;

/// What is told about the watches.
final class ClusterMeters {
  private ClusterMeters() {}

  static void register(ClusterWatch watch, InstantSource clock, MeterRegistry metrics) {
    for (ClusterHealth.Kind kind : watch.health().kinds()) {
      gauge(watch, kind.kind(), "hoplint.informer.synced", metrics, one -> one.isSynced() ? 1 : 0);
      gauge(
          watch, kind.kind(), "hoplint.informer.off", metrics, one -> one.phase().isOff() ? 1 : 0);
      gauge(
          watch,
          kind.kind(),
          "hoplint.informer.last.event.age.seconds",
          metrics,
          one -> one.silence().toMillis() / 1e3);
    }
    FunctionCounter.builder("hoplint.informer.relists", watch, ClusterMeters::relists)
        .description("Lists after the first one of each kind")
        .register(metrics);
    FunctionCounter.builder("hoplint.informer.events", watch, ClusterMeters::events)
        .description("Changes that were received")
        .register(metrics);
    FunctionCounter.builder("hoplint.informer.rebuilds", watch, one -> one.health().rebuilds())
        .description("How often client and watches were made anew")
        .register(metrics);
    Gauge.builder("hoplint.informer.waiting", watch, one -> one.health().waiting())
        .description("Changes that are not in the snapshot yet")
        .register(metrics);
    Gauge.builder("hoplint.informer.cut.objects", watch, one -> one.health().cut())
        .description("Objects that are too large to be known whole")
        .register(metrics);
    Gauge.builder("hoplint.snapshot.age.seconds", watch, one -> age(one, clock))
        .description("How long ago the kind that was heard of least recently was heard of")
        .register(metrics);
  }

  private static double age(ClusterWatch watch, InstantSource clock) {
    Instant taken = watch.snapshot().takenAt();
    // Before the first list there is no snapshot that could be old.
    return taken.equals(Instant.EPOCH)
        ? Double.NaN
        : Duration.between(taken, clock.instant()).toMillis() / 1e3;
  }

  private static double relists(ClusterWatch watch) {
    return watch.health().kinds().stream().mapToLong(ClusterHealth.Kind::relists).sum();
  }

  private static double events(ClusterWatch watch) {
    return watch.health().kinds().stream().mapToLong(ClusterHealth.Kind::events).sum();
  }

  private static void gauge(
      ClusterWatch watch,
      String kind,
      String name,
      MeterRegistry metrics,
      ToDoubleFunction<ClusterHealth.Kind> value) {
    Gauge.builder(
            name,
            watch,
            one ->
                one.health().kinds().stream()
                    .filter(health -> health.kind().equals(kind))
                    .mapToDouble(value)
                    .findFirst()
                    .orElse(Double.NaN))
        .tag("kind", kind)
        .register(metrics);
  }
}
