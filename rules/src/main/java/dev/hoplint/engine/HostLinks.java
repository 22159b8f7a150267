package dev.hoplint.engine;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ingresses that meet in a host: controllers merge hosts over all Ingresses and namespaces, a
/// wildcard gives way to an exact host, and annotations (redirects, aliases) name other hosts.
final class HostLinks {
  private HostLinks() {}

  /// The Ingresses of the world whose routes another one can change, itself included.
  static List<Ingress> of(World world, Ingress ingress) {
    Set<String> hosts = hosts(ingress);
    List<Ingress> linked = new ArrayList<>();
    for (Ingress other : world.all(Ingress.class)) {
      Set<String> others = hosts(other);
      if (meet(hosts, others) || names(ingress, others) || names(other, hosts)) {
        linked.add(other);
      }
    }
    return linked;
  }

  private static Set<String> hosts(Ingress ingress) {
    Set<String> hosts = new HashSet<>();
    ingress.rules().forEach(rule -> hosts.add(bare(rule.host().or(""))));
    if (ingress.rules().isEmpty()) {
      hosts.add("");
    }
    return hosts;
  }

  /// Without `www.`: from-to-www-redirect joins a host with its other name.
  private static String bare(String host) {
    return host.startsWith("www.") ? host.substring(4) : host;
  }

  private static boolean meet(Set<String> hosts, Set<String> others) {
    for (String host : hosts) {
      for (String other : others) {
        if (host.equals(other) || covers(host, other) || covers(other, host)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean covers(String wildcard, String host) {
    return wildcard.startsWith("*.") && host.endsWith(wildcard.substring(1));
  }

  private static boolean names(Ingress ingress, Set<String> hosts) {
    for (StringMap.Entry annotation : ingress.meta().annotations().entries()) {
      String value = annotation.value().or("");
      for (String host : hosts) {
        if (!host.isEmpty() && value.contains(host)) {
          return true;
        }
      }
    }
    return false;
  }
}
