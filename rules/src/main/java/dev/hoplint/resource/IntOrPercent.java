package dev.hoplint.resource;

import java.util.Optional;

/// A number of pods, or a percentage of them.
public sealed interface IntOrPercent {
  record Count(int value) implements IntOrPercent {
    @Override
    public String toString() {
      return Integer.toString(value);
    }
  }

  record Percent(int value) implements IntOrPercent {
    @Override
    public String toString() {
      return value + "%";
    }
  }

  /// The number of pods of `total`, as `intstr.GetScaledValueFromIntOrPercent` resolves it.
  ///
  /// @param roundUp surges and budgets round up, unavailable pods of a rollout round down
  default int resolve(int total, boolean roundUp) {
    return switch (this) {
      case Count(int value) -> value;
      case Percent(int value) -> {
        long product = (long) value * total;
        yield (int) (roundUp ? Math.ceilDiv(product, 100L) : Math.floorDiv(product, 100L));
      }
    };
  }

  /// Reads `3` or `25%`; anything else is empty.
  static Optional<IntOrPercent> parse(String text) {
    boolean percent = text.endsWith("%");
    String digits = percent ? text.substring(0, text.length() - 1) : text;
    if (digits.isEmpty()
        || digits.length() > 9
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int value = Integer.parseInt(digits);
    return Optional.of(percent ? new Percent(value) : new Count(value));
  }
}
