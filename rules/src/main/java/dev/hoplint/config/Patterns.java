package dev.hoplint.config;

import java.util.List;
import java.util.Optional;

/// The patterns of a configuration: objects as `Kind/namespace/name` with `*` for any run of
/// characters.
final class Patterns {
  private Patterns() {}

  /// The full form of an object pattern: `Kind/name` means any namespace; empty when it is none.
  static Optional<String> object(String text) {
    List<String> parts = List.of(text.split("/", -1));
    boolean twoOrThree = parts.size() == 2 || parts.size() == 3;
    if (!twoOrThree || parts.getFirst().isEmpty() || parts.getLast().isEmpty()) {
      return Optional.empty();
    }
    if (text.chars().anyMatch(c -> c <= ' ')) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 3 ? text : parts.getFirst() + "/*/" + parts.getLast());
  }

  /// Whether a text can be the name of a namespace: a DNS label.
  static boolean isNamespace(String text) {
    if (text.isEmpty() || text.length() > 63 || text.startsWith("-") || text.endsWith("-")) {
      return false;
    }
    return text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }
}
