package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Builds the locations of one host as the controller does.
///
/// Sources: C `createServers` and `getBackendServers` (collecting, first wins, sorting), LOC
/// `updateServerLocations` (expansion), T `enforceRegexModifier` (the host-wide flag).
public final class ServerBuilder {
  /// The server of rules without a host.
  public static final String CATCH_ALL = "_";

  /// Shared by equal texts only: what is compared when a path is added.
  private static final class Slot {
    private Location location;

    private Slot(Location location) {
      this.location = location;
    }
  }

  /// A path that gave no location, because an older one has the same text and type.
  public record Dropped(Ingress ingress, Ingress.Path path, Location winner) {}

  private final String host;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Slot> firstOfText = new HashMap<>();
  private final List<Dropped> dropped = new ArrayList<>();

  private ServerBuilder(String host) {
    this.host = host;
  }

  /// Builds the server of a host.
  ///
  /// @param host a rule host, or [#CATCH_ALL]
  /// @param ingresses the accepted Ingresses of the host, oldest first
  public static Server build(String host, List<Ingress> ingresses) {
    ServerBuilder builder = new ServerBuilder(host);
    List<Ingress> building =
        ingresses.stream().filter(one -> !LocationSettings.of(one).canary()).toList();
    if (!building.isEmpty()) {
      builder.addDefault(building);
      building.forEach(builder::addPaths);
    }
    return builder.server();
  }

  /// The default location `/` carries the oldest Ingress's annotations and defaultBackend; server
  /// `_` exists before any Ingress, so that nobody's annotations are on it.
  private void addDefault(List<Ingress> ingresses) {
    Ingress oldest = ingresses.getFirst();
    boolean catchAll = host.equals(CATCH_ALL);
    Optional<Ingress.Backend> backend =
        catchAll
            ? ingresses.stream()
                .filter(one -> one.rules().isEmpty())
                .flatMap(one -> one.defaultBackend().stream())
                .findFirst()
            : oldest.defaultBackend();
    add(
        new Location(
            "/",
            LocationType.PREFIX,
            "/",
            catchAll ? Optional.empty() : Optional.of(oldest),
            Optional.empty(),
            backend,
            catchAll ? LocationSettings.NONE : LocationSettings.of(oldest)));
  }

  private void addPaths(Ingress ingress) {
    LocationSettings settings = LocationSettings.of(ingress);
    for (Ingress.Rule rule : ingress.rules()) {
      if (!hostOf(rule).equals(host)) {
        continue;
      }
      for (Ingress.Path path : rule.paths()) {
        if (path.backend() instanceof Ingress.ServiceBackend && !path.path().isUnknown()) {
          addPath(ingress, path, settings);
        }
      }
    }
  }

  private void addPath(Ingress ingress, Ingress.Path path, LocationSettings settings) {
    String written = path.path().or("");
    String text = written.isEmpty() ? "/" : written;
    LocationType type = path.pathType().is("Exact") ? LocationType.EXACT : LocationType.PREFIX;
    Location location =
        new Location(
            text,
            type,
            text,
            Optional.of(ingress),
            Optional.of(path),
            Optional.of(path.backend()),
            settings);
    Slot first = firstOfText.get(text);
    if (first == null || first.location.type() != type) {
      add(location);
    } else if (first.location.isDefault()) {
      first.location = location;
    } else {
      dropped.add(new Dropped(ingress, path, first.location));
    }
  }

  private void add(Location location) {
    Slot slot = new Slot(location);
    slots.add(slot);
    firstOfText.putIfAbsent(location.text(), slot);
  }

  /// The host of a rule as the controller keeps it.
  public static String hostOf(Ingress.Rule rule) {
    String host = rule.host().or("");
    return host.isEmpty() ? CATCH_ALL : host;
  }

  private Server server() {
    List<Location> sorted = new ArrayList<>(slots.stream().map(slot -> slot.location).toList());
    sorted.sort(Comparator.comparing(Location::text).reversed());
    sorted.sort(Comparator.comparingInt((Location one) -> bytes(one.text())).reversed());
    List<Location> expanded = expand(sorted);
    boolean regex =
        expanded.stream().anyMatch(one -> one.needsRewrite() || one.settings().useRegex());
    return new Server(host, regex, expanded, dropped);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// A plain prefix becomes `prefix/` and, unless an Exact location has the text, `= prefix`.
  private static List<Location> expand(List<Location> sorted) {
    Set<String> exact = new HashSet<>();
    for (Location location : sorted) {
      if (location.type() == LocationType.EXACT) {
        exact.add(location.text());
      }
    }
    List<Location> expanded = new ArrayList<>(sorted.size() * 2);
    for (Location location : sorted) {
      boolean kept =
          location.text().equals("/")
              || location.type() != LocationType.PREFIX
              || location.needsRewrite()
              || location.settings().useRegex();
      if (kept) {
        expanded.add(location);
        continue;
      }
      String text = location.text();
      expanded.add(location.as(text.endsWith("/") ? text : text + "/", LocationType.PREFIX));
      if (!exact.contains(text)) {
        expanded.add(location.as(text, LocationType.EXACT));
      }
    }
    return expanded;
  }

  /// The hosts that Ingresses name, each with its Ingresses in the given order.
  public static Map<String, List<Ingress>> byHost(List<Ingress> ingresses) {
    Map<String, List<Ingress>> hosts = new LinkedHashMap<>();
    for (Ingress ingress : ingresses) {
      Set<String> own = new HashSet<>();
      for (Ingress.Rule rule : ingress.rules()) {
        if (!rule.host().isUnknown() && own.add(hostOf(rule))) {
          hosts.computeIfAbsent(hostOf(rule), _ -> new ArrayList<>()).add(ingress);
        }
      }
      if (ingress.rules().isEmpty() && ingress.defaultBackend().isPresent()) {
        hosts.computeIfAbsent(CATCH_ALL, _ -> new ArrayList<>()).add(ingress);
      }
    }
    return hosts;
  }
}
