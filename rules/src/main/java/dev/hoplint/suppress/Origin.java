package dev.hoplint.suppress;

/// Where a suppression is written.
public enum Origin {
  COMMENT("comment"),
  ANNOTATION("annotation"),
  CONFIG("config");

  private final String word;

  Origin(String word) {
    this.word = word;
  }

  /// As reports print it.
  public String word() {
    return word;
  }
}
