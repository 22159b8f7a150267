package dev.hoplint.rule;

import java.util.Optional;

/// How much a finding matters. `ERROR` only for what is certain in the visible world.
public enum Severity {
  INFO,
  WARNING,
  ERROR;

  public String word() {
    return switch (this) {
      case INFO -> "info";
      case WARNING -> "warning";
      case ERROR -> "error";
    };
  }

  public static Optional<Severity> parse(String word) {
    return switch (word) {
      case "info" -> Optional.of(INFO);
      case "warning" -> Optional.of(WARNING);
      case "error" -> Optional.of(ERROR);
      default -> Optional.empty();
    };
  }
}
