package dev.hoplint.dialect.nginx;

import java.util.ArrayList;
import java.util.List;

/// Collects what makes the configuration of a controller fail its test.
final class ConfigFailures {
  private ConfigFailures() {}

  /// What several Ingresses break together on a host.
  static List<ConfigFailure> of(VirtualHost host) {
    List<ConfigFailure> found = new ArrayList<>();
    if (host.exists() && host.server().unknown().isEmpty()) {
      found.addAll(DuplicateLocations.of(host));
      found.addAll(BrokenPaths.of(host));
    }
    return found;
  }

  /// What one Ingress breaks alone where the controller proxies for it.
  static List<ConfigFailure> of(ReadIngress read) {
    List<ConfigFailure> found = new ArrayList<>();
    if (!read.settings().canary()) {
      found.addAll(BrokenValues.of(read));
      found.addAll(BrokenCombinations.of(read));
      found.addAll(BrokenAliases.of(read));
    }
    return found;
  }
}
