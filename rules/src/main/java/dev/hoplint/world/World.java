package dev.hoplint.world;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.Meta;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Everything that exists together, immutable.
///
/// Look-ups answer from the point of view of the object that refers: its own file first, then its
/// folder, its set, the sets around it, the whole input. [#with] and [#without] make a changed
/// world that shares all namespaces but one.
public final class World {
  private static final NamespaceView EMPTY = new NamespaceView(List.of());

  private final Map<String, NamespaceView> namespaces;
  private final List<AppliedSet> sets;
  private final Visibility visibility;
  private final Assumptions assumptions;
  private final Scopes scopes;
  private final Absence absence;

  private World(
      Map<String, NamespaceView> namespaces,
      List<AppliedSet> sets,
      Visibility visibility,
      Assumptions assumptions) {
    this.namespaces = namespaces;
    this.sets = List.copyOf(sets);
    this.visibility = visibility;
    this.assumptions = assumptions;
    this.scopes = new Scopes(this.sets);
    this.absence = new Absence(this, scopes, assumptions);
  }

  public static World of(
      List<Resource> resources,
      List<AppliedSet> sets,
      Visibility visibility,
      Assumptions assumptions) {
    Map<String, List<Resource>> parts = new HashMap<>();
    for (Resource resource : resources) {
      parts.computeIfAbsent(resource.namespace(), _ -> new ArrayList<>()).add(resource);
    }
    Map<String, NamespaceView> views = new TreeMap<>();
    parts.forEach((namespace, part) -> views.put(namespace, new NamespaceView(part)));
    return new World(views, sets, visibility, assumptions);
  }

  /// This world with an object added, in place of the one with the same identity in the same set.
  public World with(Resource resource) {
    List<Resource> changed = others(resource.ref(), resource.meta().set());
    changed.add(resource);
    return replace(resource.namespace(), changed);
  }

  /// This world without every definition of an object.
  public World without(ObjectRef ref) {
    return replace(ref.namespace(), others(ref, -1));
  }

  private List<Resource> others(ObjectRef ref, int set) {
    List<Resource> rest = new ArrayList<>();
    for (Resource resource : view(ref.namespace()).resources()) {
      boolean same = resource.ref().isSameObject(ref) && (set < 0 || resource.meta().set() == set);
      if (!same) {
        rest.add(resource);
      }
    }
    return rest;
  }

  private World replace(String namespace, List<Resource> resources) {
    Map<String, NamespaceView> views = new TreeMap<>(namespaces);
    if (resources.isEmpty()) {
      views.remove(namespace);
    } else {
      views.put(namespace, new NamespaceView(resources));
    }
    return new World(views, sets, visibility, assumptions);
  }

  /// The part of this world that one namespace sees: its own objects and those of none.
  public World within(String namespace) {
    Map<String, NamespaceView> views = new TreeMap<>(namespaces);
    views.keySet().removeIf(one -> !one.isEmpty() && !one.equals(namespace));
    return new World(views, sets, visibility, assumptions);
  }

  public Set<String> namespaces() {
    return namespaces.keySet();
  }

  public List<Resource> resources() {
    List<Resource> all = new ArrayList<>();
    namespaces.values().forEach(view -> all.addAll(view.resources()));
    return all;
  }

  /// All objects of a namespace.
  public List<Resource> resources(String namespace) {
    return view(namespace).resources();
  }

  /// All objects of a type, by namespace.
  public <T extends Resource> List<T> all(Class<T> type) {
    List<T> all = new ArrayList<>();
    namespaces.values().forEach(view -> all.addAll(view.all(type)));
    return all;
  }

  /// All objects of a type in a namespace.
  public <T extends Resource> List<T> all(Class<T> type, String namespace) {
    return view(namespace).all(type);
  }

  /// Every definition of an object in the input, itself included.
  public List<Resource> definitions(Resource resource) {
    List<Resource> found = new ArrayList<>();
    for (Resource other : view(resource.namespace()).named(resource.getClass(), resource.name())) {
      if (other.ref().isSameObject(resource.ref())) {
        found.add(other);
      }
    }
    return found;
  }

  public AppliedSet set(Resource resource) {
    return sets.get(resource.meta().set());
  }

  public Visibility visibility() {
    return visibility;
  }

  /// Whether two objects are certainly deployed together: the same explicit set, or one file.
  public boolean certainlyTogether(Resource one, Resource other) {
    return one.meta().set() == other.meta().set()
        && (set(one).isExplicit() || one.meta().file().equals(other.meta().file()));
  }

  /// Whether two objects may be compared at all: the same set, or one set around the other.
  public boolean together(Resource one, Resource other) {
    return scopes.related(one.meta(), other.meta());
  }

  /// Looks a named object up from the point of view of another one.
  ///
  /// @param kind the kind's name, for visibility and messages
  public <T extends Resource> Resolved<T> find(
      Resource from, Class<T> type, String kind, String namespace, Field<String> name) {
    if (!(name instanceof Field.Present<String>(String wanted, var _))) {
      return new Resolved.Unknown<>("the name of the " + kind + " cannot be read");
    }
    return find(from, type, kind, namespace, wanted);
  }

  /// Looks a named object up from the point of view of another one.
  public <T extends Resource> Resolved<T> find(
      Resource from, Class<T> type, String kind, String namespace, String name) {
    List<T> nearest = scopes.nearest(from.meta(), view(namespace).named(type, name));
    if (nearest.size() == 1) {
      return new Resolved.Found<>(nearest.getFirst());
    }
    if (nearest.size() > 1) {
      return new Resolved.Unknown<>(
          "several files define " + kind + " \"" + name + "\", and they may be alternatives");
    }
    Optional<String> maybe = whyUnknown(from.meta(), type, kind, namespace, name);
    return maybe.isPresent()
        ? new Resolved.Unknown<>(maybe.get())
        : new Resolved.Missing<>(NearMisses.byName(this, type, kind, namespace, name));
  }

  /// The pods that a Service's selector picks.
  public Resolved<List<Workload>> selectedBy(Service service) {
    return selection().equality(service, service.selector());
  }

  /// The pods of its namespace that a selector picks from the point of view of an object.
  public Resolved<List<Workload>> select(Resource from, LabelSelector selector) {
    return selection().full(from, selector);
  }

  /// Whether the configuration says that pods run elsewhere which a Service selects.
  public boolean hasExternalPods(Service service) {
    return !service.selector().isEmpty()
        && assumptions.runsElsewhere(service.namespace(), service.selector());
  }

  private Selection selection() {
    return new Selection(this, scopes, absence, assumptions);
  }

  /// What scales a workload, from the workload's point of view.
  public List<Autoscaler> autoscalersOf(Workload workload) {
    List<Autoscaler> found = new ArrayList<>();
    for (Autoscaler autoscaler : view(workload.namespace()).autoscalersOf(workload.name())) {
      String kind = workload.ref().kind().name();
      boolean sameKind =
          autoscaler.targetKind().is(kind)
              || (autoscaler.targetKind().isAbsent() && kind.equals("Deployment"));
      if (sameKind && together(autoscaler, workload)) {
        found.add(autoscaler);
      }
    }
    return found;
  }

  /// The object that an autoscaler scales.
  public Resolved<Workload> targetOf(Autoscaler autoscaler) {
    String kind = autoscaler.targetKind().or("Deployment");
    if (autoscaler.targetKind().isUnknown()) {
      return new Resolved.Unknown<>("the kind of the scaled object cannot be read");
    }
    Optional<String> name = autoscaler.targetName().get();
    if (name.isEmpty()) {
      return new Resolved.Unknown<>("the name of the scaled object cannot be read");
    }
    List<Workload> named =
        view(autoscaler.namespace()).named(Workload.class, name.get()).stream()
            .filter(workload -> workload.ref().kind().name().equals(kind))
            .toList();
    List<Workload> nearest = scopes.nearest(autoscaler.meta(), named);
    if (nearest.size() == 1) {
      return new Resolved.Found<>(nearest.getFirst());
    }
    if (nearest.size() > 1) {
      return new Resolved.Unknown<>("several files define " + kind + " \"" + name.get() + "\"");
    }
    Optional<String> maybe =
        whyUnknown(autoscaler.meta(), Workload.class, kind, autoscaler.namespace(), name.get());
    return maybe.isPresent()
        ? new Resolved.Unknown<>(maybe.get())
        : new Resolved.Missing<>(
            NearMisses.byName(this, Workload.class, kind, autoscaler.namespace(), name.get()));
  }

  /// Why an object that is not in the input may exist all the same; empty where it is missing.
  public Optional<String> whyUnknown(
      Meta from, Class<?> type, String kind, String namespace, String name) {
    return absence.whyUnknown(from, type, kind, namespace, name);
  }

  NamespaceView view(String namespace) {
    return namespaces.getOrDefault(namespace, EMPTY);
  }
}
