package dev.hoplint.rule;

/// Whether an edit may be made without asking.
public enum Applicability {
  /// Keeps what the author meant.
  SAFE,
  /// May not be what the author meant.
  UNSAFE
}
