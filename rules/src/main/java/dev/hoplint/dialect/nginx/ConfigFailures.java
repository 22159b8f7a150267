package dev.hoplint.dialect.nginx;

import dev.hoplint.world.WorkLimit;
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

  /// What one Ingress breaks alone.
  ///
  /// @param hosts those that it has a part in
  static List<ConfigFailure> of(ReadIngress read, List<VirtualHost> hosts) {
    List<ConfigFailure> found = new ArrayList<>();
    if (!read.settings().canary() && hosts.stream().anyMatch(host -> isRendered(read, host))) {
      found.addAll(BrokenValues.of(read));
      found.addAll(BrokenCombinations.of(read));
      found.addAll(BrokenAliases.of(read));
    }
    return found;
  }

  /// A denied location holds nothing but `return 503`.
  private static boolean isRendered(ReadIngress read, VirtualHost host) {
    WorkLimit.check();
    for (Location location : host.server().locations()) {
      boolean own = location.ingress().filter(one -> one == read.ingress()).isPresent();
      if (own && location.settings().denial().isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
