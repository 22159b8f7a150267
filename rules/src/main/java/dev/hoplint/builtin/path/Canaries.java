package dev.hoplint.builtin.path;

import dev.hoplint.resource.Ingress;
import java.util.Set;

/// Which Ingresses only add backends to the paths of others.
final class Canaries {
  /// What Go's `strconv.ParseBool` takes for true.
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private Canaries() {}

  static boolean isCanary(Ingress ingress) {
    return ingress
        .meta()
        .annotations()
        .get("nginx.ingress.kubernetes.io/canary")
        .map(String::strip)
        .filter(TRUE::contains)
        .isPresent();
  }
}
