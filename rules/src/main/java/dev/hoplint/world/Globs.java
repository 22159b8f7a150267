package dev.hoplint.world;

import dev.hoplint.text.Wildcard;

/// The one wildcard of hoplint's object patterns: `*` for any run of characters.
public final class Globs {
  private Globs() {}

  /// Whether the whole text matches.
  public static boolean matches(String pattern, String text) {
    return Wildcard.matches(pattern, text);
  }
}
