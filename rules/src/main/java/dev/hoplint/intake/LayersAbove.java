package dev.hoplint.intake;

import dev.hoplint.intake.KustomizationGraph.Layered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What all the kustomizations above an object do to it.
///
/// Work is bounded: an object below more than [#MOST_LAYERED] kustomizations or [#MOST_PATTERNS]
/// patterns counts as changed by them.
final class LayersAbove {
  static final int MOST_LAYERED = 256;
  static final int MOST_PATTERNS = 2000;

  /// The layers of one kustomization: those with an exact target by kind and name, and the others.
  private record Index(Map<String, String> exact, List<Layer> patterns) {
    boolean isEmpty() {
      return exact.isEmpty() && patterns.isEmpty();
    }
  }

  private record Reach(List<Index> indexes, boolean beyondLimits) {}

  private final LayerReader reader;
  private final boolean renamed;
  private final Map<Layered, Index> indexes = new HashMap<>();
  private final Map<Layered, Reach> reaches = new HashMap<>();

  /// @param renamed whether any kustomization renames objects
  LayersAbove(LayerReader reader, boolean renamed) {
    this.reader = reader;
    this.renamed = renamed;
  }

  /// The first layer that may change an object of the owner in ways that matter.
  Optional<String> changing(SortedDocument object, Layered owner) {
    Reach reach = reaches.computeIfAbsent(owner, this::reach);
    if (reach.beyondLimits()) {
      return Optional.of("more kustomizations than hoplint follows");
    }
    for (Index index : reach.indexes()) {
      String reason = index.exact().get(key(object.kind(), object.name()));
      if (reason != null) {
        return Optional.of(reason);
      }
      for (Layer layer : index.patterns()) {
        if (layer.target().reaches(object, renamed)) {
          return Optional.of(layer.reason());
        }
      }
    }
    return Optional.empty();
  }

  private Reach reach(Layered owner) {
    Set<Layered> seen = new LinkedHashSet<>(List.of(owner));
    Deque<Layered> queue = new ArrayDeque<>(seen);
    List<Index> found = new ArrayList<>();
    int patterns = 0;
    while (!queue.isEmpty()) {
      Layered at = queue.remove();
      Index index = indexes.computeIfAbsent(at, this::index);
      patterns += index.patterns().size();
      if (!index.isEmpty()) {
        found.add(index);
      }
      for (Layered user : at.users()) {
        if (seen.add(user)) {
          queue.add(user);
        }
      }
      for (Layered used : at.uses()) {
        if (used.isComponent() && seen.add(used)) {
          queue.add(used);
        }
      }
      if (seen.size() > MOST_LAYERED || patterns > MOST_PATTERNS) {
        return new Reach(List.of(), true);
      }
    }
    return new Reach(found, false);
  }

  private Index index(Layered layered) {
    Map<String, String> exact = new HashMap<>();
    List<Layer> patterns = new ArrayList<>();
    for (Layer layer : layered.kustomization().map(reader::read).orElse(List.of())) {
      Optional<String> kind = layer.target().kind().single();
      Optional<String> name = layer.target().name().single();
      if (!renamed && kind.isPresent() && name.isPresent() && layer.target().labels().isEmpty()) {
        exact.putIfAbsent(key(kind.get(), name.get()), layer.reason());
      } else {
        patterns.add(layer);
      }
    }
    return new Index(exact, patterns);
  }

  private static String key(String kind, String name) {
    return kind + "/" + name;
  }
}
