package dev.hoplint.world;

import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What exists instead of a missing object: the same name elsewhere, a name that is nearly the
/// same, labels that are nearly the same.
final class NearMisses {
  private static final int MOST = 3;

  private NearMisses() {}

  static <T extends Resource> List<NearMiss> byName(
      World world, Class<T> type, String kind, String namespace, String name) {
    List<NearMiss> found = new ArrayList<>();
    List<T> elsewhere = new ArrayList<>();
    world
        .byName()
        .visit(
            name,
            one -> {
              boolean next =
                  elsewhere.isEmpty() || !elsewhere.getLast().namespace().equals(one.namespace());
              if (next && elsewhere.size() >= MOST) {
                return false;
              }
              boolean same =
                  type.isInstance(one.resource())
                      && one.resource().ref().kind().name().equals(kind)
                      && !one.namespace().equals(namespace);
              if (same) {
                elsewhere.add(type.cast(one.resource()));
              }
              return true;
            });
    for (T same : elsewhere) {
      found.add(
          new NearMiss(
              "namespace \"" + same.namespace() + "\" has a " + kind + " \"" + name + "\"",
              same,
              same.meta().namePlace()));
    }
    List<T> inNamespace = ofKind(world.all(type, namespace), kind);
    Names.nearest(name, inNamespace.stream().map(Resource::name).distinct().toList())
        .flatMap(near -> inNamespace.stream().filter(one -> one.name().equals(near)).findFirst())
        .ifPresent(
            near ->
                found.add(
                    new NearMiss(
                        "the nearest name is \"" + near.name() + "\"",
                        near,
                        near.meta().namePlace())));
    return found;
  }

  private static <T extends Resource> List<T> ofKind(List<T> resources, String kind) {
    return resources.stream().filter(one -> one.ref().kind().name().equals(kind)).toList();
  }

  static List<NearMiss> byLabels(World world, Resource from, StringMap selector) {
    List<NearMiss> found = new ArrayList<>();
    world.all(Workload.class, from.namespace()).stream()
        .filter(workload -> matching(selector, workload) > 0)
        .max(
            Comparator.comparingInt((Workload workload) -> matching(selector, workload))
                .thenComparing(Resource::name, Comparator.reverseOrder()))
        .ifPresent(workload -> found.add(differing(selector, workload)));
    for (Workload workload :
        world.labels().elsewhere(from.namespace(), selector, MOST - found.size())) {
      found.add(
          new NearMiss(
              workload.quoted() + " in namespace \"" + workload.namespace() + "\" has these labels",
              workload,
              workload.meta().namePlace()));
    }
    return found;
  }

  private static int matching(StringMap selector, Workload workload) {
    int count = 0;
    for (StringMap.Entry entry : selector.entries()) {
      if (Selectors.matchEntry(entry, workload.template().labels(), Set.of()) == Match.YES) {
        count++;
      }
    }
    return count;
  }

  private static NearMiss differing(StringMap selector, Workload workload) {
    StringMap labels = workload.template().labels();
    for (StringMap.Entry entry : selector.entries()) {
      if (Selectors.matchEntry(entry, labels, Set.of()) == Match.NO) {
        String wanted = entry.key() + "=" + entry.value().or("?");
        return labels
            .entry(entry.key())
            .map(
                actual ->
                    new NearMiss(
                        workload.quoted()
                            + " comes nearest: it has "
                            + entry.key()
                            + "="
                            + actual.value().or("?")
                            + " instead of "
                            + wanted,
                        workload,
                        actual.value().place()))
            .orElseGet(
                () ->
                    new NearMiss(
                        workload.quoted() + " comes nearest: it lacks the label " + wanted,
                        workload,
                        labels.place()));
      }
    }
    return new NearMiss(workload.quoted() + " comes nearest", workload, labels.place());
  }
}
