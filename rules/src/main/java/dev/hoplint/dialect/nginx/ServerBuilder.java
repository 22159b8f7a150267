package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private final String host;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<String, Slot> firstOfText = new HashMap<>();
  private final List<Server.Dropped> dropped = new ArrayList<>();
  private Optional<String> unknown = Optional.empty();

  private ServerBuilder(String host) {
    this.host = host;
  }

  /// Builds the server of a host.
  ///
  /// @param host a rule host, or [#CATCH_ALL]
  /// @param ingresses the served Ingresses of the host without canaries, oldest first
  static Server build(String host, List<ReadIngress> ingresses) {
    ServerBuilder builder = new ServerBuilder(host);
    builder.addDefault(ingresses);
    ingresses.forEach(builder::addPaths);
    return builder.server(ingresses.stream().map(ReadIngress::ingress).toList());
  }

  /// The default location `/` carries the oldest Ingress's annotations and defaultBackend. Server
  /// `_` exists before any Ingress: nobody's annotations are on it, unless an Ingress without rules
  /// has a defaultBackend.
  private void addDefault(List<ReadIngress> ingresses) {
    if (!host.equals(CATCH_ALL) && !ingresses.isEmpty()) {
      ReadIngress oldest = ingresses.getFirst();
      add(
          root(
              LocationOrigin.DEFAULT,
              Optional.of(oldest.ingress()),
              oldest.ingress().defaultBackend(),
              oldest.settings()));
      return;
    }
    Optional<Ingress> whole =
        ingresses.stream()
            .map(ReadIngress::ingress)
            .filter(one -> one.rules().isEmpty() && one.defaultBackend().isPresent())
            .findFirst();
    add(
        whole
            .map(
                one ->
                    root(
                        LocationOrigin.CATCH_ALL_BACKEND,
                        whole,
                        one.defaultBackend(),
                        LocationSettings.NONE))
            .orElseGet(
                () ->
                    root(
                        LocationOrigin.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        LocationSettings.NONE)));
  }

  private static Location root(
      LocationOrigin origin,
      Optional<Ingress> ingress,
      Optional<Ingress.Backend> backend,
      LocationSettings settings) {
    return new Location(
        "/", LocationType.PREFIX, "/", origin, ingress, Optional.empty(), backend, settings);
  }

  private void addPaths(ReadIngress read) {
    if (read.settings().unknown().isPresent()) {
      unknown = read.settings().unknown();
    }
    WorkLimit.check();
    for (Ingress.Rule rule : rules(read)) {
      for (Ingress.Path path : rule.paths()) {
        if (path.path().isUnknown() || path.pathType().isUnknown()) {
          unknown = Optional.of("a placeholder is a path of " + read.ingress().quoted());
        } else if (path.backend() instanceof Ingress.ServiceBackend) {
          addPath(read, path);
        }
      }
    }
  }

  /// Rules whose host cannot be read count as those without one.
  private List<Ingress.Rule> rules(ReadIngress read) {
    return host.equals(CATCH_ALL)
        ? read.ingress().rules().stream().filter(rule -> hostOf(rule).equals(host)).toList()
        : read.rules(host);
  }

  private void addPath(ReadIngress read, Ingress.Path path) {
    WorkLimit.check();
    Location location = Location.of(read.ingress(), path, read.settings());
    Slot first = firstOfText.get(location.text());
    if (first == null || first.location.type() != location.type()) {
      add(location);
    } else if (first.location.isDefault()) {
      first.location = location;
    } else {
      dropped.add(new Server.Dropped(read.ingress(), path, first.location));
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

  static boolean makesRegex(Location location) {
    return location.needsRewrite() || location.settings().useRegex();
  }

  private Server server(List<Ingress> ingresses) {
    List<Location> expanded =
        LocationOrder.expanded(
            LocationOrder.sorted(slots.stream().map(slot -> slot.location).toList()));
    boolean regex = expanded.stream().anyMatch(ServerBuilder::makesRegex);
    return new Server(host, regex, expanded, dropped, ingresses, unknown);
  }
}
