package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Collects everything that makes the configuration of one controller fail its test.
final class ConfigFailures {
  private ConfigFailures() {}

  static List<ConfigFailure> of(VirtualHosts hosts) {
    List<ConfigFailure> found = new ArrayList<>();
    Set<Ingress> rendered = Collections.newSetFromMap(new IdentityHashMap<>());
    for (VirtualHost host : hosts.all()) {
      if (host.exists() && host.server().unknown().isEmpty()) {
        found.addAll(DuplicateLocations.of(host));
        found.addAll(BrokenPaths.of(host));
      }
      for (Location location : host.server().locations()) {
        // A denied location holds nothing but `return 503`.
        if (location.settings().denial().isEmpty()) {
          location.ingress().ifPresent(rendered::add);
        }
      }
    }
    for (ReadIngress read : hosts.served()) {
      if (rendered.contains(read.ingress()) && !read.settings().canary()) {
        found.addAll(BrokenValues.of(read));
        found.addAll(BrokenCombinations.of(read));
        found.addAll(BrokenAliases.of(read));
      }
    }
    return found;
  }
}
