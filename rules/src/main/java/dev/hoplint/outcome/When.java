package dev.hoplint.outcome;

/// When a client meets the symptom.
public enum When {
  ALWAYS("always"),
  ROLLOUT("rollout"),
  LOAD("load"),
  DRAIN("drain"),
  LATER("later");

  private final String word;

  When(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
