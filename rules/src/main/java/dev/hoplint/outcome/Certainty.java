package dev.hoplint.outcome;

/// How sure a finding's symptom is (the defect, where there is no symptom).
public enum Certainty {
  /// Follows from the manifests and the controller's source.
  CERTAIN,
  LIKELY,
  POSSIBLE;

  /// The weaker of both.
  public Certainty atMost(Certainty other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// As it is printed and written in `# want:` comments.
  public String word() {
    return switch (this) {
      case CERTAIN -> "certain";
      case LIKELY -> "likely";
      case POSSIBLE -> "possible";
    };
  }
}
