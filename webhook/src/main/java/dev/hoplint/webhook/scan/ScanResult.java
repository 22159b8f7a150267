package dev.hoplint.webhook.scan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What one scan found.
///
/// @param byNamespace the worst first; namespaces without findings are missing; what belongs to no
///   namespace stands under the empty name
/// @param writable the namespaces in which objects can be made
record ScanResult(Instant at, Map<String, List<Reported>> byNamespace, Set<String> writable) {
  ScanResult {
    Map<String, List<Reported>> sorted = new TreeMap<>();
    byNamespace.forEach((namespace, found) -> sorted.put(namespace, List.copyOf(found)));
    byNamespace = sorted;
    writable = Set.copyOf(writable);
  }

  static ScanResult of(Instant at, List<Reported> found, Set<String> writable) {
    Map<String, List<Reported>> byNamespace = new TreeMap<>();
    found.stream()
        .sorted((one, other) -> other.severity().compareTo(one.severity()))
        .forEach(
            one ->
                byNamespace
                    .computeIfAbsent(one.object().namespace(), _ -> new ArrayList<>())
                    .add(one));
    return new ScanResult(at, byNamespace, writable);
  }

  List<Reported> all() {
    return byNamespace.values().stream().flatMap(List::stream).toList();
  }
}
