package dev.hoplint.world;

import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The objects of one namespace with their indexes. Never changed after it is made.
final class NamespaceView {
  private final List<Resource> resources;
  private final Map<Class<?>, List<Resource>> byType = new HashMap<>();
  private final Map<Class<?>, Map<String, List<Resource>>> byName = new HashMap<>();
  private final Map<Class<?>, BitSet> setsShowing = new HashMap<>();
  private final Map<String, Map<String, List<Workload>>> byLabel = new HashMap<>();

  /// Autoscalers by the name of what they scale.
  private final Map<String, List<Autoscaler>> autoscalers = new HashMap<>();

  NamespaceView(List<Resource> resources) {
    this.resources = List.copyOf(resources);
    for (Resource resource : this.resources) {
      Class<?> type = resource.getClass();
      byType.computeIfAbsent(type, _ -> new ArrayList<>()).add(resource);
      byName
          .computeIfAbsent(type, _ -> new HashMap<>())
          .computeIfAbsent(resource.name(), _ -> new ArrayList<>(1))
          .add(resource);
      setsShowing.computeIfAbsent(type, _ -> new BitSet()).set(resource.meta().set());
      if (resource instanceof Workload workload) {
        indexLabels(workload);
      }
      if (resource instanceof Autoscaler autoscaler) {
        autoscalers
            .computeIfAbsent(autoscaler.targetName().or(""), _ -> new ArrayList<>(1))
            .add(autoscaler);
      }
    }
  }

  private void indexLabels(Workload workload) {
    for (StringMap.Entry label : workload.template().labels().entries()) {
      // Unreadable values stand under the empty key: they may match anything.
      String value = label.value().isUnknown() ? "" : label.value().or("");
      byLabel
          .computeIfAbsent(label.key(), _ -> new HashMap<>())
          .computeIfAbsent(value, _ -> new ArrayList<>(1))
          .add(workload);
    }
  }

  List<Resource> resources() {
    return resources;
  }

  <T extends Resource> List<T> all(Class<T> type) {
    return cast(byType.getOrDefault(type, List.of()));
  }

  <T extends Resource> List<T> named(Class<T> type, String name) {
    return cast(byName.getOrDefault(type, Map.of()).getOrDefault(name, List.of()));
  }

  List<Autoscaler> autoscalersOf(String name) {
    return autoscalers.getOrDefault(name, List.of());
  }

  /// Whether the set shows an object of the type in this namespace.
  boolean shows(Class<?> type, int set) {
    BitSet sets = setsShowing.get(type);
    return sets != null && sets.get(set);
  }

  /// Workloads that may answer a selector: those of its rarest readable label.
  List<Workload> candidates(StringMap selector) {
    Optional<List<Workload>> best = Optional.empty();
    for (StringMap.Entry wanted : selector.entries()) {
      if (wanted.value().isUnknown() || Selectors.isAddedToPods(wanted.key())) {
        continue;
      }
      Map<String, List<Workload>> values = byLabel.getOrDefault(wanted.key(), Map.of());
      List<Workload> found = values.getOrDefault(wanted.value().or(""), List.of());
      List<Workload> unknown = values.getOrDefault("", List.of());
      if (best.isEmpty() || found.size() + unknown.size() < best.get().size()) {
        List<Workload> both = new ArrayList<>(found);
        if (!wanted.value().or("").isEmpty()) {
          both.addAll(unknown);
        }
        best = Optional.of(both);
      }
    }
    return best.orElseGet(() -> all(Workload.class));
  }

  @SuppressWarnings("unchecked") // The maps hold under each class only instances of it.
  private static <T extends Resource> List<T> cast(List<Resource> found) {
    return (List<T>) found;
  }
}
