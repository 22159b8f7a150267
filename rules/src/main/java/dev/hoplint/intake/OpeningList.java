package dev.hoplint.intake;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Openings, each extent once, with the first reason for it.
final class OpeningList {
  private final Map<Extent, Opening> openings = new LinkedHashMap<>();

  private record Extent(Set<String> kinds, Optional<String> namespace, Optional<String> hint) {}

  void add(Opening opening) {
    Extent extent = new Extent(opening.kinds(), opening.namespace(), opening.nameHint());
    openings.putIfAbsent(extent, opening);
  }

  void addAll(Collection<Opening> more) {
    more.forEach(this::add);
  }

  /// What supplies objects of any name in any namespace: it holds in neighbouring sets, too. There
  /// are at most as many as there are sets of kinds.
  List<Opening> broad() {
    return openings.values().stream()
        .filter(opening -> opening.namespace().isEmpty() && opening.nameHint().isEmpty())
        .toList();
  }

  int size() {
    return openings.size();
  }

  List<Opening> toList() {
    return List.copyOf(openings.values());
  }
}
