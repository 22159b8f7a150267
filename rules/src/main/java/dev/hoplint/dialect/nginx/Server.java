package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One host as nginx serves it, built from its Ingresses in one order of age. Immutable; safe for
/// several threads.
public final class Server {
  private final String host;
  private final boolean regex;
  private final List<Location> locations;
  private final List<Dropped> dropped;
  private final List<Ingress> ingresses;
  private final Optional<String> unknown;
  private final List<Ingress> regexCauses;
  private final Set<Ingress> proxied;
  private final Map<Ingress.Path, List<Location>> byPath;
  private final Map<Ingress.Path, Dropped> droppedByPath;
  private volatile @Nullable LocationLookup lookup;
  private volatile @Nullable ReachAnalysis reach;

  /// A path that gave no location, because an older one has the same text and type.
  public record Dropped(Ingress ingress, Ingress.Path path, Location winner) {}

  Server(
      String host,
      boolean regex,
      List<Location> locations,
      List<Dropped> dropped,
      List<Ingress> ingresses,
      Optional<String> unknown) {
    this.host = host;
    this.regex = regex;
    this.locations = List.copyOf(locations);
    this.dropped = List.copyOf(dropped);
    this.ingresses = List.copyOf(ingresses);
    this.unknown = unknown;
    // By identity: the hash of an Ingress is that of everything in it. As large as needed, for a
    // cluster has thousands of hosts.
    this.proxied = Collections.newSetFromMap(new IdentityHashMap<>(ingresses.size()));
    this.byPath = new IdentityHashMap<>(locations.size());
    this.droppedByPath = new IdentityHashMap<>(dropped.size());
    Set<Ingress> causes = Collections.newSetFromMap(new IdentityHashMap<>(ingresses.size()));
    for (Location location : locations) {
      if (ServerBuilder.makesRegex(location)) {
        location.ingress().ifPresent(causes::add);
      }
      if (location.settings().denial().isEmpty()) {
        location.ingress().ifPresent(proxied::add);
      }
    }
    this.regexCauses = ingresses.stream().filter(causes::contains).toList();
    this.dropped.forEach(one -> droppedByPath.put(one.path(), one));
    for (Location location : locations) {
      location
          .path()
          .ifPresent(path -> byPath.computeIfAbsent(path, _ -> new ArrayList<>(2)).add(location));
    }
  }

  /// The host of the rules, or [ServerBuilder#CATCH_ALL].
  public String host() {
    return host;
  }

  /// Whether every location is a case-insensitive, start-anchored regex: one effective
  /// rewrite-target or use-regex on the host is enough.
  public boolean isRegex() {
    return regex;
  }

  /// In the order of the configuration file, expanded.
  public List<Location> locations() {
    return locations;
  }

  /// The locations that a path gave; empty for a dropped one.
  public List<Location> locationsOf(Ingress.Path path) {
    return byPath.getOrDefault(path, List.of());
  }

  /// Paths that an older Ingress's equal path keeps out.
  public List<Dropped> dropped() {
    return dropped;
  }

  /// What keeps a path out; empty for one that gave a location.
  Optional<Dropped> dropped(Ingress.Path path) {
    return Optional.ofNullable(droppedByPath.get(path));
  }

  /// The Ingresses it is built from, oldest first; without canaries.
  public List<Ingress> ingresses() {
    return ingresses;
  }

  /// The Ingresses that make every path of the host a regex, oldest first.
  public List<Ingress> regexCauses() {
    return regexCauses;
  }

  /// Whether an Ingress has a location that holds more than `return 503`.
  boolean proxies(Ingress ingress) {
    return proxied.contains(ingress);
  }

  /// The location `/` that answers what no other does.
  public Optional<Location> defaultLocation() {
    return locations.stream()
        .filter(one -> one.text().equals("/") && one.type() == LocationType.PREFIX)
        .findFirst();
  }

  /// Why it cannot be known which location serves a request: a placeholder decides.
  public Optional<String> unknown() {
    return unknown;
  }

  /// Finds the location of a request.
  public LocationLookup lookup() {
    LocationLookup known = lookup;
    if (known == null) {
      known = new LocationLookup(this);
      lookup = known;
    }
    return known;
  }

  /// Whether requests reach a location.
  public Reachability reachability(Location location) {
    return reach().of(location);
  }

  /// Whether requests reach a path of one of the Ingresses, by any location it gave.
  public Reachability reachability(Ingress.Path path) {
    return reach().of(path);
  }

  /// Request paths that should reach a location, the plainest first.
  public List<String> samples(Location location) {
    return reach().samples(location);
  }

  private ReachAnalysis reach() {
    ReachAnalysis known = reach;
    if (known == null) {
      known = new ReachAnalysis(this);
      reach = known;
    }
    return known;
  }
}
