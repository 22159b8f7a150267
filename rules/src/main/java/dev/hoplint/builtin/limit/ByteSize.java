package dev.hoplint.builtin.limit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sizes as nginx, PHP, Spring and people write them, in bytes.
final class ByteSize {
  private static final long KIBI = 1024;
  private static final int LONGEST = 24;
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");

  private ByteSize() {}

  /// What somebody means: `10MB`, `1Gi`, `1.5m`, `8 m`, `64M`; empty where it is no size.
  static Optional<Long> meant(String text) {
    String bare = text.strip().toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
    int digits = 0;
    while (digits < bare.length()
        && (Character.isDigit(bare.charAt(digits)) || bare.charAt(digits) == '.')) {
      digits++;
    }
    String number = bare.substring(0, digits);
    if (bare.length() > LONGEST || !NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    long factor =
        switch (bare.substring(digits)) {
          case "", "b" -> 1;
          case "k", "kb", "ki", "kib" -> KIBI;
          case "m", "mb", "mi", "mib" -> KIBI * KIBI;
          case "g", "gb", "gi", "gib" -> KIBI * KIBI * KIBI;
          default -> -1;
        };
    return factor < 0
        ? Optional.empty()
        : Optional.of(
            new BigDecimal(number)
                .multiply(BigDecimal.valueOf(factor))
                .setScale(0, RoundingMode.CEILING)
                .longValue());
  }

  /// A size with a unit, or one of at least 10,000: a smaller bare number may count megabytes.
  static Optional<Long> sure(String text) {
    boolean unit =
        !text.isBlank() && !Character.isDigit(text.strip().charAt(text.strip().length() - 1));
    return meant(text).filter(size -> size > 0 && (unit || size >= 10_000));
  }

  /// As nginx wants it: `10m`.
  static String words(long bytes) {
    if (bytes % (KIBI * KIBI * KIBI) == 0 && bytes > 0) {
      return bytes / (KIBI * KIBI * KIBI) + "g";
    }
    if (bytes % (KIBI * KIBI) == 0 && bytes > 0) {
      return bytes / (KIBI * KIBI) + "m";
    }
    return bytes % KIBI == 0 && bytes > 0 ? bytes / KIBI + "k" : Long.toString(bytes);
  }

  /// Whether a limit lets a body of a size through; 0 is no limit.
  static boolean passes(long limit, long size) {
    return limit == 0 || size <= limit;
  }
}
