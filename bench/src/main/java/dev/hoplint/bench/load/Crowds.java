package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.List;

/// Many calls at one time.
final class Crowds {
  private static final int BURST = 150;
  private static final int IN_FLIGHT = 500;

  private Crowds() {}

  /// R2: 150 Ingresses are created at one moment, again and again with a second between; the pool
  /// keeps no more connections than the API server's does.
  static List<Sample> burst(Target target, Duration time) {
    int burst = target.share(BURST);
    int rounds = Math.clamp(time.toSeconds(), 1, 20);
    double worst = 0;
    double median = 0;
    long errors = 0;
    long unevaluated = 0;
    try (WireClient client = target.clients().get()) {
      for (int round = 0; round < rounds; round++) {
        int first = round * burst;
        Outcome outcome =
            Load.burst(
                burst, number -> target.scene().ingressCreation(first + number), client::call);
        worst = Math.max(worst, outcome.maxMillis());
        median = Math.max(median, outcome.millis(50));
        unevaluated += outcome.unevaluated();
        errors += (long) Measurement.errors("R2", "errors", outcome).value();
        Soak.pause(Duration.ofMillis(200));
      }
    }
    return List.of(
        new Sample("R2", "bursts", rounds),
        new Sample("R2", "median answer ms", median),
        new Sample("R2", "last answer ms", worst),
        new Sample("R2", "errors", errors),
        new Sample("R2", "not evaluated", unevaluated));
  }

  /// R3: 500 callers that call again at once.
  static List<Sample> manyInFlight(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      Outcome outcome =
          Load.closed(target.share(IN_FLIGHT), time, target.scene()::mixed, client::call);
      List<Sample> samples = Measurement.samples("R3", outcome);
      samples.add(new Sample("R3", "calls/s", outcome.rate()));
      samples.add(new Sample("R3", "sheds retried", client.sheds()));
      samples.add(new Sample("R3", "handshakes", client.handshakes()));
      return samples;
    }
  }
}
