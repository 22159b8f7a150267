package dev.hoplint.rule;

/// What a rule is about; the package of `builtin` it lives in.
public enum RuleFamily {
  MANIFEST("manifest"),
  BACKEND("backend"),
  PORT("port"),
  PROBE("probe"),
  LIFECYCLE("lifecycle"),
  ROLLOUT("rollout"),
  PATH("path"),
  REDIRECT("redirect"),
  LIMIT("limit"),
  ANNOTATION("annotation"),
  NETWORK("network");

  private final String word;

  RuleFamily(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
