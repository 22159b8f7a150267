package dev.hoplint.outcome;

/// How much of the traffic meets the symptom.
public enum Share {
  ALL("all"),
  SOME("some");

  private final String word;

  Share(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
