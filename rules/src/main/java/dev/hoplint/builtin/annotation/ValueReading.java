package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationNeed;
import dev.hoplint.dialect.nginx.AnnotationRow;
import java.util.Optional;

/// Whether the controller looks at an annotation's value at all.
final class ValueReading {
  private ValueReading() {}

  /// Some parsers return before they read their other annotations, when the main one is missing.
  static boolean isRead(ServedIngress served, AnnotationRow row) {
    // internal/ingress/annotations/redirect/redirect.go returns after a temporal-redirect.
    if (row.name().startsWith("permanent-redirect")
        && served.annotations().value("temporal-redirect").isWritten()) {
      return false;
    }
    Optional<AnnotationNeed> need = row.need().filter(AnnotationNeed::read);
    return need.isEmpty() || isMet(served, need.get());
  }

  /// Whether what an annotation needs is there, in the Ingress or in the controller's ConfigMap;
  /// also where that is not known.
  static boolean isMet(ServedIngress served, AnnotationNeed need) {
    return served.annotations().meets(need)
        || need.anyOf().stream().anyMatch(other -> isConfigured(served, other));
  }

  private static boolean isConfigured(ServedIngress served, AnnotationNeed.Other other) {
    return switch (other.name()) {
      // Often switched on for all Ingresses at once.
      case "enable-opentelemetry", "enable-modsecurity" ->
          !served.annotations().has(other.name())
              && (!served.settings().get(other.name()).isKnown()
                  || served.settings().bool(other.name()));
      default -> false;
    };
  }
}
