package dev.hoplint.webhook.config;

import java.time.Duration;
import java.util.Optional;

/// Durations as they are written in Kubernetes: `1h30m`, `5m`, `3s`, `250ms`. Of Go's notation,
/// whole numbers and the units from hours to milliseconds.
public final class Durations {
  private static final int DIGITS = 9;

  private Durations() {}

  /// Reads one; empty when it is none.
  public static Optional<Duration> parse(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int unit = skip(text, at, true);
      int next = skip(text, unit, false);
      if (unit == at || unit - at > DIGITS || unit == next) {
        return Optional.empty();
      }
      long number = Long.parseLong(text, at, unit, 10);
      Optional<Duration> part =
          switch (text.substring(unit, next)) {
            case "h" -> Optional.of(Duration.ofHours(number));
            case "m" -> Optional.of(Duration.ofMinutes(number));
            case "s" -> Optional.of(Duration.ofSeconds(number));
            case "ms" -> Optional.of(Duration.ofMillis(number));
            default -> Optional.empty();
          };
      if (part.isEmpty()) {
        return part;
      }
      sum = sum.plus(part.get());
      at = next;
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(sum);
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length() && (text.charAt(at) >= '0' && text.charAt(at) <= '9') == digits) {
      at++;
    }
    return at;
  }

  static String text(Duration duration) {
    return duration.toMillisPart() > 0 ? duration.toMillis() + "ms" : duration.toSeconds() + "s";
  }
}
