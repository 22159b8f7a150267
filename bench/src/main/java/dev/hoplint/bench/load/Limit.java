package dev.hoplint.bench.load;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a value may be at most, or must be at least.
///
/// @param id the promise
/// @param what which value of it
record Limit(String id, String what, Kind kind, double bound) {
  enum Kind {
    AT_MOST,
    AT_LEAST,
    /// Over the value of the floor.
    AT_MOST_OVER_FLOOR,
    /// Times the value at the load world's own size.
    AT_MOST_TIMES_SMALL
  }

  /// All of them.
  static final List<Limit> ALL =
      List.of(
          atMost("R1a", "p50 ms", 2),
          new Limit("R1a", "p99 ms", Kind.AT_MOST_OVER_FLOOR, 10),
          atMost("R1a", "p99.9 ms", 50),
          new Limit("R1b", "calls/s", Kind.AT_LEAST, 2_000),
          atMost("R1b", "p99 ms", 60),
          atMost("R2", "last answer ms", 250),
          atMost("R3", "p99 ms", 500),
          new Limit("R4", "p99 ms, large world", Kind.AT_MOST_TIMES_SMALL, 1.5),
          new Limit("R4", "processor ms per call, large world", Kind.AT_MOST_TIMES_SMALL, 1.5),
          atMost("R5", "resident MiB", 384),
          atMost("R5", "ready s", 10),
          atMost("R5", "resident MiB, large world", 1_024),
          atMost("R6", "p99 ms", 50),
          atMost("R7", "large p99 ms", 100),
          atMost("R7", "small p99 ms", 30),
          atMost("R8", "heap MiB/h", 1),
          atMost("R8", "file descriptors gained", 5),
          atMost("R8", "threads gained", 5),
          atMost("R9", "index lag s", 2),
          atMost("R9", "p99 ms", 50));

  /// Ends what is measured in the larger world.
  static final String LARGE = ", large world";

  private static Limit atMost(String id, String what, double bound) {
    return new Limit(id, what, Kind.AT_MOST, bound);
  }

  /// Calls that failed, and answers without evaluation, are allowed nowhere.
  static Optional<Limit> of(Sample sample) {
    if (sample.what().startsWith("errors") || sample.what().startsWith("not evaluated")) {
      return Optional.of(atMost(sample.id(), sample.what(), 0));
    }
    return ALL.stream()
        .filter(limit -> limit.id.equals(sample.id()) && limit.what.equals(sample.what()))
        .findFirst();
  }

  /// Whether the value is within the limit; true where what it is compared with was not measured.
  ///
  /// @param small the values at the load world's own size, by what they are
  boolean holds(double value, Optional<Double> floor, Map<String, Double> small) {
    return switch (kind) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
      case AT_MOST_OVER_FLOOR -> value - floor.orElse(0.0) <= bound;
      case AT_MOST_TIMES_SMALL ->
          Optional.ofNullable(small.get(what.replace(LARGE, "")))
              .map(base -> value <= base * bound)
              .orElse(true);
    };
  }

  String text() {
    return switch (kind) {
      case AT_MOST -> "at most %s".formatted(Report.number(bound));
      case AT_LEAST -> "at least %s".formatted(Report.number(bound));
      case AT_MOST_OVER_FLOOR -> "at most floor + %s".formatted(Report.number(bound));
      case AT_MOST_TIMES_SMALL -> "at most W1 x %s".formatted(Report.number(bound));
    };
  }
}
