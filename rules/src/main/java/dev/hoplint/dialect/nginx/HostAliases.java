package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Resource;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Other names of hosts (`server-alias`).
///
/// The first Ingress of a host that has aliases decides; an alias that is a host is dropped; of two
/// hosts with one alias the alphabetically first has it.
final class HostAliases {
  private static final String NAME = "server-alias";

  /// The key of regular expressions.
  private static final String REGEX = "~";

  /// Ingresses by the aliases that they write.
  private static final Derivation<Index> BY_ALIAS = Derivation.index(HostAliases::written);

  private final VirtualHosts hosts;
  private final Membership members;
  private final Map<String, Optional<VirtualHost>> known = new ConcurrentHashMap<>();
  private volatile @Nullable Boolean regex;

  HostAliases(VirtualHosts hosts, Membership members) {
    this.hosts = hosts;
    this.members = members;
  }

  private static Set<String> written(Resource resource) {
    Set<String> keys = new HashSet<>();
    resource
        .meta()
        .annotations()
        .get(AnnotationTable.PREFIX + NAME)
        .ifPresent(
            list ->
                parts(list).forEach(alias -> keys.add(alias.startsWith(REGEX) ? REGEX : alias)));
    return keys;
  }

  private static List<String> parts(String list) {
    List<String> parts = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      String alias = part.strip().toLowerCase(Locale.ROOT);
      if (!alias.isEmpty()) {
        parts.add(alias);
      }
    }
    return parts;
  }

  /// The host of an alias.
  Optional<VirtualHost> get(String alias) {
    Optional<VirtualHost> found = known.get(alias);
    if (found == null) {
      found =
          alias.isEmpty() || hosts.get(alias).isPresent()
              ? Optional.empty()
              : hostsOf(alias).stream()
                  .filter(host -> aliases(host).contains(alias))
                  .min(Comparator.comparing(VirtualHost::name));
      known.put(alias, found);
    }
    return found;
  }

  /// Whether some host has a regular expression among its aliases.
  boolean hasRegex() {
    Boolean found = regex;
    if (found == null) {
      found =
          hostsOf(REGEX).stream()
              .anyMatch(host -> aliases(host).stream().anyMatch(one -> one.startsWith(REGEX)));
      regex = found;
    }
    return found;
  }

  /// The hosts of the Ingresses that write an alias.
  private List<VirtualHost> hostsOf(String alias) {
    return members.of(BY_ALIAS, alias).stream()
        .flatMap(read -> VirtualHosts.namesOf(read).stream())
        .distinct()
        .flatMap(name -> hosts.get(name).stream())
        .filter(VirtualHost::exists)
        .toList();
  }

  private static List<String> aliases(VirtualHost host) {
    return host.building().stream()
        .flatMap(one -> one.annotations().text(NAME).stream())
        .findFirst()
        .map(HostAliases::parts)
        .orElse(List.of());
  }
}
