package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Locations that are written twice: nginx refuses them unless they are regexes
/// (ngx_http_join_exact_locations); the locations of external authentication never are.
///
/// Prefix `/foo` and Prefix `/foo/` both become `/foo/`; two Exact `/` stand beside the default
/// location; of a text with both types, a second path of the younger type is not recognised.
final class DuplicateLocations {
  private static final int TWO = 2;

  private DuplicateLocations() {}

  static List<ConfigFailure> of(VirtualHost host) {
    // Where every path is one Ingress's, all orders have the same texts.
    if (!host.isContested() && areDifferent(host.server().locations())) {
      return List.of();
    }
    Map<String, List<Location>> found = new LinkedHashMap<>();
    Map<String, Integer> orders = new HashMap<>();
    for (Server server : host.servers()) {
      duplicates(server)
          .forEach(
              (key, locations) -> {
                List<Location> all = found.computeIfAbsent(key, _ -> new ArrayList<>());
                locations.stream()
                    .filter(one -> all.stream().noneMatch(other -> samePath(one, other)))
                    .forEach(all::add);
                orders.merge(key, 1, Integer::sum);
              });
    }
    List<ConfigFailure> failures = new ArrayList<>();
    found.forEach(
        (key, locations) -> {
          boolean always = orders.getOrDefault(key, 0) == host.servers().size();
          failures.add(failure(key, locations, always));
        });
    return failures;
  }

  private static boolean areDifferent(List<Location> locations) {
    Set<String> exact = new HashSet<>();
    Set<String> others = new HashSet<>();
    for (Location location : locations) {
      WorkLimit.check();
      if (!(location.type() == LocationType.EXACT ? exact : others).add(location.text())) {
        return false;
      }
    }
    return true;
  }

  private static boolean samePath(Location one, Location other) {
    return one.path().isPresent()
        && other.path().isPresent()
        && one.path().get() == other.path().get();
  }

  /// By what is written twice.
  private static Map<String, List<Location>> duplicates(Server server) {
    Map<String, List<Location>> written = new LinkedHashMap<>();
    for (Location location : server.locations()) {
      WorkLimit.check();
      boolean authenticated =
          location.settings().hasExternalAuth() && location.settings().denial().isEmpty();
      if (server.isRegex() && !authenticated) {
        continue;
      }
      String key =
          (server.isRegex() ? "auth" : "location")
              + (location.type() == LocationType.EXACT ? " = " : " ")
              + location.text();
      written.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(location);
    }
    written.values().removeIf(locations -> locations.size() < TWO);
    return written;
  }

  private static ConfigFailure failure(String key, List<Location> locations, boolean always) {
    boolean auth = key.startsWith("auth");
    String text = locations.getFirst().text();
    return new ConfigFailure(
        auth ? ConfigFailure.Kind.DUPLICATE_AUTH_LOCATION : ConfigFailure.Kind.DUPLICATE_LOCATION,
        auth
            ? "two locations of external authentication for \"" + text + "\""
            : "duplicate location \"" + text + "\"",
        locations.stream()
            .filter(one -> one.ingress().isPresent())
            .map(one -> culprit(one))
            .toList(),
        always && !auth ? Certainty.CERTAIN : Certainty.LIKELY);
  }

  static ConfigFailure.Culprit culprit(Location location) {
    Place place =
        location
            .path()
            .map(path -> path.path().isAbsent() ? path.place() : path.path().place())
            .orElseGet(() -> location.ingress().orElseThrow().meta().namePlace());
    return new ConfigFailure.Culprit(
        location.ingress().orElseThrow(), "path \"" + location.pathText() + "\"", place);
  }
}
