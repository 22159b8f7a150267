package dev.hoplint.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// How much one question may cost.
///
/// @param isReached whether time is up; asked very often and from the asking thread only, so it
///   must be cheap: a comparison with [System#nanoTime]
/// @param mostFindings how many findings are kept
public record Limits(BooleanSupplier isReached, int mostFindings) {
  /// No limit at all.
  public static final Limits NONE = new Limits(() -> false, Integer.MAX_VALUE);

  public Limits {
    if (mostFindings < 0) {
      throw new IllegalArgumentException("mostFindings must not be negative");
    }
  }

  /// Time is up so long after now, by [System#nanoTime].
  public static Limits within(Duration time, int mostFindings) {
    return until(System.nanoTime() + time.toNanos(), mostFindings);
  }

  /// @param deadline a value of [System#nanoTime]
  public static Limits until(long deadline, int mostFindings) {
    return new Limits(() -> System.nanoTime() - deadline >= 0, mostFindings);
  }
}
