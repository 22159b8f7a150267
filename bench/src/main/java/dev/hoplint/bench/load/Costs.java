package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What single calls cost, and what the process takes.
final class Costs {
  private static final int SMALL_RATE = 200;
  private static final int LARGE_RATE = 2;
  private static final Duration LARGE_WARM_UP = Duration.ofSeconds(20);

  private Costs() {}

  /// R4: one call after the other, so that none waits for another.
  static List<Sample> oneByOne(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      double before = target.server().processorSeconds();
      Outcome outcome = Load.closed(1, time, target.scene()::mixed, client::call);
      double seconds = target.server().processorSeconds() - before;
      return List.of(
          new Sample("R4", "processor ms per call", seconds * 1e3 / outcome.calls()),
          new Sample("R4", "mean ms", outcome.meanMillis()),
          new Sample("R4", "p50 ms", outcome.millis(50)),
          new Sample("R4", "p99 ms", outcome.millis(99)),
          Measurement.errors("R4", "errors", outcome),
          new Sample("R4", "not evaluated", outcome.unevaluated()));
    }
  }

  /// R5: memory and time to readiness.
  static List<Sample> footprint(Target target, Duration time) {
    return List.of(
        new Sample("R5", "resident MiB", target.server().residentMebibytes()),
        new Sample("R5", "ready s", target.server().readySeconds()));
  }

  /// R7: Ingresses of 5,000 paths two times a second, and 200 small reviews per second beside them;
  /// after a while of large ones alone, because none has come before.
  static List<Sample> largeIngress(Target target, Duration time) {
    try (WireClient large = target.clients().get();
        WireClient small = target.clients().get()) {
      Duration warmUp = time.compareTo(LARGE_WARM_UP) < 0 ? time : LARGE_WARM_UP;
      Load.open(LARGE_RATE, warmUp, target.scene()::largeIngress, large::call);
      CompletableFuture<Outcome> beside =
          Beside.start(
              () -> Load.open(target.share(SMALL_RATE), time, target.scene()::mixed, small::call));
      Outcome outcome = Load.open(LARGE_RATE, time, target.scene()::largeIngress, large::call);
      Outcome others = beside.join();
      return List.of(
          new Sample("R7", "large p50 ms", outcome.millis(50)),
          new Sample("R7", "large p99 ms", outcome.millis(99)),
          Measurement.errors("R7", "errors, large", outcome),
          new Sample("R7", "small p50 ms", others.millis(50)),
          new Sample("R7", "small p99 ms", others.millis(99)),
          Measurement.errors("R7", "errors, small", others),
          new Sample("R7", "not evaluated", outcome.unevaluated() + others.unevaluated()));
    }
  }
}
