package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.List;

/// Load that comes at a rate.
final class Rates {
  private static final int STEADY = 500;
  private static final int NEW_CONNECTIONS = 200;
  private static final int CONNECTIONS = 32;
  private static final double LIMIT_MILLIS = 60;
  private static final int STEPS = 5;

  private Rates() {}

  /// R1a: 500 calls per second.
  static List<Sample> steady(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      client.fillPool();
      double before = target.server().processorSeconds();
      Outcome outcome = Load.open(target.share(STEADY), time, target.scene()::mixed, client::call);
      double seconds = target.server().processorSeconds() - before;
      List<Sample> samples = Measurement.samples("R1a", outcome);
      samples.add(new Sample("R1a", "processor ms per call", seconds * 1e3 / outcome.calls()));
      samples.add(new Sample("R1a", "answers with warnings", outcome.warned()));
      return samples;
    }
  }

  /// R1b: the highest rate that 32 connections carry with answers within the limit. What they carry
  /// when each calls again at once is the upper end; the rate is searched below it.
  static List<Sample> highest(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      Duration step = time.dividedBy(STEPS);
      Outcome all =
          Load.closed(target.share(CONNECTIONS), step, target.scene()::mixed, client::call);
      double most = all.rate();
      double low = 0;
      double high = most;
      Outcome best = all;
      for (int number = 1; number < STEPS; number++) {
        double rate = number == 1 ? most * 0.8 : (low + high) / 2;
        Outcome tried =
            Load.open(rate, step, target.share(CONNECTIONS), target.scene()::mixed, client::call);
        if (tried.millis(99) <= LIMIT_MILLIS && tried.errors() == 0 && tried.unevaluated() == 0) {
          low = rate;
          best = tried;
        } else {
          high = rate;
        }
      }
      return List.of(
          new Sample("R1b", "calls/s", low),
          new Sample("R1b", "p50 ms", best.millis(50)),
          new Sample("R1b", "p99 ms", best.millis(99)),
          new Sample("R1b", "calls/s, closed loop", most),
          Measurement.errors("R1b", "errors", all),
          new Sample("R1b", "not evaluated", best.unevaluated()));
    }
  }

  /// R6: of 500 calls per second, 200 come on connections of their own.
  static List<Sample> handshakes(Target target, Duration time) {
    try (WireClient client = target.clients().get()) {
      client.fillPool();
      Outcome outcome =
          Load.open(
              target.share(STEADY),
              time,
              number -> target.scene().mixed(number),
              review ->
                  Math.floorMod(review.uid().hashCode(), STEADY) < NEW_CONNECTIONS
                      ? client.callAnew(review)
                      : client.call(review));
      List<Sample> samples = Measurement.samples("R6", outcome);
      samples.add(
          new Sample(
              "R6", "handshakes/s", client.handshakes() / (outcome.calls() / outcome.rate())));
      return samples;
    }
  }
}
