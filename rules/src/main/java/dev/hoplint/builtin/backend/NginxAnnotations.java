package dev.hoplint.builtin.backend;

import dev.hoplint.resource.Ingress;
import java.util.Optional;
import java.util.Set;

/// The annotations of ingress-nginx that change whether and how a backend is reached.
final class NginxAnnotations {
  private static final String PREFIX = "nginx.ingress.kubernetes.io/";

  /// What Go's `strconv.ParseBool` takes for true.
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");

  private NginxAnnotations() {}

  /// Whether the Ingress only adds backends to the locations of another one: a canary without
  /// endpoints answers nobody, and the primary keeps serving (rootfs/etc/nginx/lua/balancer.lua,
  /// `route_to_alternative_balancer`).
  static boolean isCanary(Ingress ingress) {
    return isTrue(ingress, "canary");
  }

  /// Whether nginx dials the Service's cluster IP instead of its pods.
  static boolean isServiceUpstream(Ingress ingress) {
    return isTrue(ingress, "service-upstream");
  }

  static Optional<String> value(Ingress ingress, String name) {
    return ingress.meta().annotations().get(PREFIX + name);
  }

  static boolean has(Ingress ingress, String name) {
    return ingress.meta().annotations().has(PREFIX + name);
  }

  private static boolean isTrue(Ingress ingress, String name) {
    return value(ingress, name).map(String::strip).filter(TRUE::contains).isPresent();
  }
}
