package dev.hoplint.builtin.limit;

import java.util.Locale;
import java.util.Optional;

/// Durations as people write them, in seconds.
final class MeantSeconds {
  private static final int LONGEST_NUMBER = 9;

  private MeantSeconds() {}

  /// `120`, `120s`, `2m`, `1h30m`, `500ms`, `120 sec`; empty where it is no duration. Rounded up.
  static Optional<Long> of(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    long millis = 0;
    int at = 0;
    if (bare.isEmpty() || bare.length() > 3 * LONGEST_NUMBER) {
      return Optional.empty();
    }
    while (at < bare.length()) {
      int digits = at;
      while (digits < bare.length() && Character.isDigit(bare.charAt(digits))) {
        digits++;
      }
      int unit = digits;
      while (unit < bare.length() && Character.isLetter(bare.charAt(unit))) {
        unit++;
      }
      long factor = factor(bare.substring(digits, unit));
      if (digits == at || digits - at > LONGEST_NUMBER || factor < 0) {
        return Optional.empty();
      }
      millis += Long.parseLong(bare.substring(at, digits)) * factor;
      at = unit;
    }
    return Optional.of((millis + 999) / 1_000);
  }

  private static long factor(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "", "s", "sec", "secs", "second", "seconds" -> 1_000;
      case "m", "min", "mins", "minute", "minutes" -> 60_000;
      case "h", "hour", "hours" -> 3_600_000;
      default -> -1;
    };
  }
}
