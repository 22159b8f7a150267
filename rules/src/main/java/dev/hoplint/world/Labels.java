package dev.hoplint.world;

import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds workloads by the labels of their pods, and Services by the labels that they select.
final class Labels {
  /// Unreadable values stand under an empty value: they may match anything.
  private static final Derivation<Index> WORKLOADS = Derivation.index(Labels::carried);

  private static final Derivation<Index> SERVICES = Derivation.index(Labels::wanted);

  private static final Derivation<Index> BUDGETS = Derivation.index(Labels::guarded);

  /// Services whose selector names no label that can be looked up.
  private static final String ANY = "";

  /// So few workloads are looked at one by one rather than counted by another label.
  private static final int RARE = 4;

  private final World world;

  Labels(World world) {
    this.world = world;
  }

  private static String key(String label, String value) {
    return label + "=" + value;
  }

  private static Set<String> carried(Resource resource) {
    Set<String> keys = new HashSet<>();
    if (resource instanceof Workload workload) {
      for (StringMap.Entry label : workload.template().labels().entries()) {
        String value = label.value().isUnknown() ? "" : label.value().or("");
        keys.add(key(label.key(), value));
      }
    }
    return keys;
  }

  private static Set<String> wanted(Resource resource) {
    return resource instanceof Service service && !service.selector().isEmpty()
        ? wanted(service.selector())
        : Set.of();
  }

  private static Set<String> guarded(Resource resource) {
    return resource instanceof DisruptionBudget budget
        ? budget.selector().map(selector -> wanted(selector.matchLabels())).orElseGet(Set::of)
        : Set.of();
  }

  private static Set<String> wanted(StringMap selector) {
    Set<String> keys = new HashSet<>();
    for (StringMap.Entry wanted : selector.entries()) {
      if (isReadable(wanted)) {
        keys.add(key(wanted.key(), wanted.value().or("")));
      }
    }
    return keys.isEmpty() ? Set.of(ANY) : keys;
  }

  private static boolean isReadable(StringMap.Entry wanted) {
    return !wanted.value().isUnknown() && !Selectors.isAddedToPods(wanted.key());
  }

  /// Workloads of a namespace that may answer a selector: those of a rare readable label, or of its
  /// rarest one.
  List<Workload> candidates(String namespace, StringMap selector) {
    Index index = world.derived(WORKLOADS);
    int fewest = Integer.MAX_VALUE;
    StringMap.Entry rarest = null;
    for (StringMap.Entry wanted : selector.entries()) {
      if (fewest > RARE && isReadable(wanted)) {
        int count = index.count(key(wanted.key(), wanted.value().or("")), namespace);
        if (count < fewest) {
          fewest = count;
          rarest = wanted;
        }
      }
    }
    if (rarest == null) {
      return world.all(Workload.class, namespace);
    }
    String value = rarest.value().or("");
    List<Workload> found = new ArrayList<>();
    index
        .placed(key(rarest.key(), value), namespace)
        .forEach(one -> found.add((Workload) one.resource()));
    if (!value.isEmpty()) {
      index
          .placed(key(rarest.key(), ""), namespace)
          .forEach(one -> found.add((Workload) one.resource()));
    }
    return found;
  }

  /// The first workload of each other namespace that a selector picks.
  List<Workload> elsewhere(String namespace, StringMap selector, int most) {
    Index index = world.derived(WORKLOADS);
    List<Workload> found = new ArrayList<>();
    String rarest =
        selector.entries().stream()
            .filter(Labels::isReadable)
            .map(wanted -> key(wanted.key(), wanted.value().or("")))
            .min((one, other) -> Integer.compare(index.count(one), index.count(other)))
            .orElse(null);
    if (most <= 0) {
      return found;
    }
    if (rarest == null) {
      for (Workload workload : world.all(Workload.class)) {
        if (!add(workload, namespace, selector, most, found)) {
          return found;
        }
      }
      return found;
    }
    index.visit(rarest, one -> add((Workload) one.resource(), namespace, selector, most, found));
    return found;
  }

  /// Returns false where enough are found.
  private static boolean add(
      Workload workload, String namespace, StringMap selector, int most, List<Workload> found) {
    WorkLimit.check();
    String own = workload.namespace();
    boolean known = !found.isEmpty() && found.getLast().namespace().equals(own);
    if (!own.equals(namespace)
        && !known
        && Selectors.match(selector, workload.template().labels(), Set.of()) == Match.YES) {
      found.add(workload);
    }
    return found.size() < most;
  }

  /// The Services that may select a workload, in the order of the world.
  List<Service> services(Workload workload, Scopes scopes) {
    StringMap labels = workload.template().labels();
    List<Service> candidates =
        labels.hasUnknown() || scopes.supplyLabels()
            ? world.all(Service.class, workload.namespace())
            : wanting(labels, workload.namespace());
    List<Service> found = new ArrayList<>();
    for (Service service : candidates) {
      Set<String> supplied = scopes.suppliedLabels(service.meta(), workload.meta());
      if (Selectors.match(service.selector(), labels, supplied) != Match.NO) {
        found.add(service);
      }
    }
    return found;
  }

  /// The Services that want a label, or none that can be compared.
  List<Service> wanting(StringMap labels, String namespace) {
    return wanting(SERVICES, labels, namespace).stream().map(Service.class::cast).toList();
  }

  private List<Resource> wanting(Derivation<Index> by, StringMap labels, String namespace) {
    Index index = world.derived(by);
    Set<Placed> found = new TreeSet<>(index.placed(ANY, namespace));
    for (StringMap.Entry label : labels.entries()) {
      found.addAll(index.placed(key(label.key(), label.value().or("")), namespace));
    }
    return found.stream().map(Placed::resource).toList();
  }

  /// The budgets that may select a workload, in the order of the world.
  List<DisruptionBudget> budgets(Workload workload, Scopes scopes) {
    StringMap labels = workload.template().labels();
    return labels.hasUnknown() || scopes.supplyLabels()
        ? world.all(DisruptionBudget.class, workload.namespace())
        : wanting(BUDGETS, labels, workload.namespace()).stream()
            .map(DisruptionBudget.class::cast)
            .toList();
  }
}
