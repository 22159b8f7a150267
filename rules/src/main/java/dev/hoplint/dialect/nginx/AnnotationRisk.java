package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// How risky an annotation is; those above the ConfigMap's `annotations-risk-level` make the
/// controller drop the Ingress (internal/ingress/annotations/parser: `CheckAnnotationRisk`).
public enum AnnotationRisk {
  LOW("Low"),
  MEDIUM("Medium"),
  HIGH("High"),
  CRITICAL("Critical");

  private final String word;

  AnnotationRisk(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  static Optional<AnnotationRisk> parse(String word) {
    for (AnnotationRisk risk : values()) {
      if (risk.word.equals(word)) {
        return Optional.of(risk);
      }
    }
    return Optional.empty();
  }

  /// A value of `annotations-risk-level`; a word the controller does not know means Low.
  public static AnnotationRisk level(String word) {
    return parse(word).orElse(LOW);
  }
}
