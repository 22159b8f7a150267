package dev.hoplint.yaml;

/// What the API server's decoder makes of a scalar.
public enum ScalarType {
  NULL("null"),
  BOOLEAN("a boolean"),
  INTEGER("a number"),
  FLOAT("a number"),
  STRING("a string");

  private final String words;

  ScalarType(String words) {
    this.words = words;
  }

  /// With article, for messages: `a number`.
  public String words() {
    return words;
  }
}
