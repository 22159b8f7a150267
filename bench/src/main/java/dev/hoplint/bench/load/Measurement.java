package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts one shape of load on a webhook.
@FunctionalInterface
interface Measurement {
  /// @param time how long, roughly
  List<Sample> run(Target target, Duration time);

  /// All of them by the promise's id, in the order in which they run.
  static Map<String, Measurement> all() {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("R1a", Rates::steady);
    all.put("R1b", Rates::highest);
    all.put("R2", Crowds::burst);
    all.put("R3", Crowds::manyInFlight);
    all.put("R4", Costs::oneByOne);
    all.put("R6", Rates::handshakes);
    all.put("R7", Costs::largeIngress);
    all.put("R8", Soak::run);
    all.put("R9", Rollout::run);
    // Last: what is resident after all this.
    all.put("R5", Costs::footprint);
    return all;
  }

  /// The usual values of an outcome.
  static List<Sample> samples(String id, Outcome outcome) {
    List<Sample> samples = new ArrayList<>();
    samples.add(new Sample(id, "calls", outcome.calls()));
    samples.add(new Sample(id, "p50 ms", outcome.millis(50)));
    samples.add(new Sample(id, "p99 ms", outcome.millis(99)));
    samples.add(new Sample(id, "p99.9 ms", outcome.millis(99.9)));
    samples.add(errors(id, "errors", outcome));
    samples.add(new Sample(id, "not evaluated", outcome.unevaluated()));
    return samples;
  }

  /// How many calls failed; tells the first few on the standard error stream.
  static Sample errors(String id, String what, Outcome outcome) {
    outcome.samples().forEach(one -> System.err.println(id + ": " + one));
    return new Sample(id, what, outcome.errors());
  }
}
