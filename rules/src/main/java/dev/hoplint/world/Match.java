package dev.hoplint.world;

/// Whether labels answer a selector.
public enum Match {
  YES,
  NO,
  /// A placeholder decides.
  UNKNOWN;

  Match and(Match other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
  }
}
