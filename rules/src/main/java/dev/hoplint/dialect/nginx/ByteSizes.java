package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// Sizes as nginx reads them: digits and one letter.
public final class ByteSizes {
  private static final int MOST_DIGITS = 15;

  private ByteSizes() {}

  /// `8m` in bytes; empty for what is no size to nginx.
  public static Optional<Long> parse(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end == 0 || end > MOST_DIGITS || text.length() > end + 1) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, end));
    return switch (text.substring(end)) {
      case "" -> Optional.of(number);
      case "k", "K" -> Optional.of(number << 10);
      case "m", "M" -> Optional.of(number << 20);
      case "g", "G" -> Optional.of(number << 30);
      default -> Optional.empty();
    };
  }
}
