package dev.hoplint.rule;

import java.util.Optional;

/// Which rules speak by default.
public enum Preset {
  /// Certain errors only.
  MINIMAL,
  /// All but the strict ones.
  RECOMMENDED,
  /// Everything.
  STRICT;

  public static Optional<Preset> parse(String word) {
    return switch (word) {
      case "minimal" -> Optional.of(MINIMAL);
      case "recommended" -> Optional.of(RECOMMENDED);
      case "strict" -> Optional.of(STRICT);
      default -> Optional.empty();
    };
  }

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
