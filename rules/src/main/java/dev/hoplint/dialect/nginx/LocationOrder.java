package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The order of locations in the file, and what each becomes there.
final class LocationOrder {
  private record Keyed(Location location, String bytes) {}

  private LocationOrder() {}

  /// By length in bytes, the longest first, then by text, the greatest first (C
  /// `getBackendServers`: two stable sorts).
  static List<Location> sorted(List<Location> locations) {
    List<Keyed> keyed = new ArrayList<>(locations.size());
    for (Location location : locations) {
      keyed.add(new Keyed(location, ByteText.of(location.text())));
    }
    keyed.sort(
        Comparator.comparingInt((Keyed one) -> one.bytes().length())
            .reversed()
            .thenComparing(Comparator.comparing(Keyed::bytes).reversed()));
    return keyed.stream().map(Keyed::location).toList();
  }

  /// A plain prefix becomes `prefix/` and, unless an Exact location has the text, `= prefix` (LOC
  /// `updateServerLocations`).
  static List<Location> expanded(List<Location> sorted) {
    Set<String> exact = new HashSet<>();
    for (Location location : sorted) {
      if (location.type() == LocationType.EXACT) {
        exact.add(location.text());
      }
    }
    List<Location> expanded = new ArrayList<>(sorted.size() * 2);
    for (Location location : sorted) {
      if (isKept(location)) {
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

  private static boolean isKept(Location location) {
    return location.text().equals("/")
        || location.type() != LocationType.PREFIX
        || location.needsRewrite()
        || location.settings().useRegex();
  }
}
