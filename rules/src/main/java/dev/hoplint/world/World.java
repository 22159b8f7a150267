package dev.hoplint.world;

import static java.util.Objects.requireNonNull;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Endpoints;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.LimitRange;
import dev.hoplint.resource.Meta;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Everything that exists together, immutable.
///
/// Look-ups answer from the point of view of the object that refers: its own file first, then its
/// folder, its set, the sets around it, the whole input. [#with] and [#without] make a changed
/// world that shares nearly everything with this one: they cost the logarithm of its size.
public final class World {
  private static final Derivation<Index> BY_TYPE =
      Derivation.index(resource -> List.of(type(resource.getClass())));
  private static final Derivation<Index> BY_NAME =
      Derivation.index(resource -> List.of(resource.name()));
  private static final Derivation<Index> BY_SET =
      Derivation.index(resource -> List.of(shownBy(resource.getClass(), resource.meta().set())));
  private static final Derivation<Index> AUTOSCALERS = Derivation.index(World::scaledNames);

  private static final List<Class<? extends Resource>> TYPES =
      List.of(
          Ingress.class,
          IngressClass.class,
          HttpRoute.class,
          Service.class,
          Endpoints.class,
          Workload.class,
          Autoscaler.class,
          DisruptionBudget.class,
          LimitRange.class,
          Opaque.class);

  private final Index byType;
  private final Index byName;
  private final long next;
  private final List<AppliedSet> sets;
  private final Visibility visibility;
  private final Assumptions assumptions;
  private final Editions editions;
  private final Scopes scopes;
  private final Absence absence;
  private final Map<Derivation<?>, Object> derived = new ConcurrentHashMap<>();

  /// What any world of this lineage was asked for. A world that is left behind is asked for it
  /// before another one is made of it: otherwise all that are made of it would work it out anew.
  private final Set<Derivation<?>> asked;

  /// Whole lists, which rules ask for again and again.
  private final Map<ListOf, List<? extends Resource>> lists = new ConcurrentHashMap<>();

  private record ListOf(Class<?> type, @Nullable String namespace) {}

  private World(
      Index byType,
      Index byName,
      long next,
      List<AppliedSet> sets,
      Visibility visibility,
      Assumptions assumptions,
      Editions editions,
      Set<Derivation<?>> asked) {
    this.byType = byType;
    this.byName = byName;
    this.next = next;
    this.sets = List.copyOf(sets);
    this.visibility = visibility;
    this.assumptions = assumptions;
    this.editions = editions;
    this.asked = asked;
    this.scopes = new Scopes(this.sets);
    this.absence = new Absence(this, scopes, assumptions);
  }

  public static World of(
      List<Resource> resources,
      List<AppliedSet> sets,
      Visibility visibility,
      Assumptions assumptions) {
    List<Placed> all = new ArrayList<>(resources.size());
    for (Resource resource : resources) {
      all.add(new Placed(resource.namespace(), all.size(), resource));
    }
    return new World(
        BY_TYPE.of(all),
        BY_NAME.of(all),
        all.size(),
        sets,
        visibility,
        assumptions,
        Editions.first(TYPES),
        ConcurrentHashMap.newKeySet());
  }

  /// This world with an object added, in place of the one with the same identity in the same set.
  public World with(Resource resource) {
    List<Placed> gone =
        placed(resource.ref()).stream()
            .filter(one -> one.resource().meta().set() == resource.meta().set())
            .toList();
    long order = gone.isEmpty() ? next : gone.getFirst().order();
    return changed(gone, List.of(new Placed(resource.namespace(), order, resource)));
  }

  /// This world without every definition of an object.
  public World without(ObjectRef ref) {
    return changed(placed(ref), List.of());
  }

  private World changed(List<Placed> gone, List<Placed> come) {
    asked.forEach(this::derived);
    World changed =
        new World(
            BY_TYPE.follow(byType, gone, come),
            BY_NAME.follow(byName, gone, come),
            next + 1,
            sets,
            visibility,
            assumptions,
            editions.after(gone, come),
            asked);
    derived.forEach((key, value) -> changed.derived.put(key, follow(key, value, gone, come)));
    return changed;
  }

  @SuppressWarnings("unchecked") // The map holds under each derivation only what it made.
  private static <T> Object follow(
      Derivation<T> derivation, Object before, List<Placed> gone, List<Placed> come) {
    return requireNonNull(derivation.follow((T) before, gone, come));
  }

  /// What a derivation makes of this world: worked out when a world of the lineage is asked for it
  /// for the first time, and followed from then on by the worlds that are made of this one.
  @SuppressWarnings("unchecked") // The map holds under each derivation only what it made.
  public <T> T derived(Derivation<T> derivation) {
    Object known = derived.get(derivation);
    if (known == null) {
      asked.add(derivation);
      Object made = requireNonNull(derivation.of(placed()));
      Object other = derived.putIfAbsent(derivation, made);
      known = other == null ? made : other;
    }
    return (T) known;
  }

  /// Whether another world of the same lineage holds the very same objects of some types; then what
  /// depends on nothing else is the same in both.
  @SafeVarargs
  public final boolean holdsSame(World other, Class<? extends Resource>... types) {
    for (Class<? extends Resource> type : types) {
      if (!editions.areSame(other.editions, type)) {
        return false;
      }
    }
    return true;
  }

  /// The definitions of an object with their places.
  public List<Placed> placed(ObjectRef ref) {
    return byName.placed(ref.name(), ref.namespace()).stream()
        .filter(one -> one.resource().ref().isSameObject(ref))
        .toList();
  }

  /// The definitions of all objects of a type that have a name, with their places.
  public List<Placed> placed(Class<? extends Resource> type, String name, String namespace) {
    return byName.placed(name, namespace).stream()
        .filter(one -> type.isInstance(one.resource()))
        .toList();
  }

  /// Shows the objects of a type, by namespace, until one is told to be the last.
  ///
  /// @param visitor says whether to go on
  public <T extends Resource> void visit(Class<T> type, Predicate<T> visitor) {
    byType.visit(type(type), one -> visitor.test(type.cast(one.resource())));
  }

  private List<Placed> placed() {
    List<Placed> all = new ArrayList<>(byType.size());
    for (Class<?> type : TYPES) {
      byType.visit(type(type), all::add);
    }
    all.sort(null);
    return all;
  }

  /// The part of this world that one namespace sees: its own objects and those of none.
  public World within(String namespace) {
    List<Placed> seen = new ArrayList<>(placed(""));
    if (!namespace.isEmpty()) {
      seen.addAll(placed(namespace));
    }
    return new World(
        BY_TYPE.of(seen),
        BY_NAME.of(seen),
        next,
        sets,
        visibility,
        assumptions,
        Editions.first(TYPES),
        ConcurrentHashMap.newKeySet());
  }

  /// Every namespace that an object is in; the empty one is that of cluster-scoped objects.
  public Set<String> namespaces() {
    Set<String> namespaces = new TreeSet<>();
    placed().forEach(one -> namespaces.add(one.namespace()));
    return namespaces;
  }

  /// Everything, by namespace.
  public List<Resource> resources() {
    return placed().stream().map(Placed::resource).toList();
  }

  /// All objects of a namespace.
  public List<Resource> resources(String namespace) {
    return placed(namespace).stream().map(Placed::resource).toList();
  }

  private List<Placed> placed(String namespace) {
    List<Placed> all = new ArrayList<>();
    for (Class<?> type : TYPES) {
      all.addAll(byType.placed(type(type), namespace));
    }
    all.sort(null);
    return all;
  }

  /// All objects of a type, by namespace.
  public <T extends Resource> List<T> all(Class<T> type) {
    return list(type, null);
  }

  /// All objects of a type in a namespace.
  public <T extends Resource> List<T> all(Class<T> type, String namespace) {
    return list(type, namespace);
  }

  @SuppressWarnings("unchecked") // The index holds under each type only instances of it.
  private <T extends Resource> List<T> list(Class<T> type, @Nullable String namespace) {
    ListOf key = new ListOf(type, namespace);
    List<? extends Resource> known = lists.get(key);
    if (known == null) {
      known = namespace == null ? byType.get(type(type)) : byType.get(type(type), namespace);
      lists.put(key, Collections.unmodifiableList(known));
    }
    return (List<T>) known;
  }

  /// Whether there is any object of a type in a namespace.
  boolean has(Class<?> type, String namespace) {
    return byType.has(type(type), namespace);
  }

  private static String type(Class<?> type) {
    return type.getSimpleName();
  }

  /// All objects of a type and a name in a namespace.
  <T extends Resource> List<T> named(Class<T> type, String name, String namespace) {
    List<T> found = new ArrayList<>(1);
    for (Placed one : byName.placed(name, namespace)) {
      if (type.isInstance(one.resource())) {
        found.add(type.cast(one.resource()));
      }
    }
    return found;
  }

  /// All objects of a type and a name, by namespace.
  public <T extends Resource> List<T> named(Class<T> type, String name) {
    return byName.get(name).stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// All objects of a name, by namespace.
  Index byName() {
    return byName;
  }

  /// Whether a set shows an object of the type in a namespace.
  boolean shows(Class<?> type, int set, String namespace) {
    return derived(BY_SET).has(shownBy(type, set), namespace);
  }

  private static String shownBy(Class<?> type, int set) {
    return type(type) + " " + set;
  }

  private static List<String> scaledNames(Resource resource) {
    return resource instanceof Autoscaler autoscaler
        ? List.of(autoscaler.targetName().or(""))
        : List.of();
  }

  /// The index of workloads by their labels.
  Labels labels() {
    return new Labels(this);
  }

  /// Every definition of an object in the input, itself included.
  public List<Resource> definitions(Resource resource) {
    List<Resource> found = new ArrayList<>();
    for (Resource other : named(resource.getClass(), resource.name(), resource.namespace())) {
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
    List<T> nearest = scopes.nearest(from.meta(), named(type, name, namespace));
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

  /// The Services of a workload's namespace whose selector has a label of its pods in common with
  /// them, or none that can be compared.
  public List<Service> maySelect(Workload workload) {
    return workload.template().isUnwritten()
        ? all(Service.class, workload.namespace())
        : labels().wanting(workload.template().labels(), workload.namespace());
  }

  /// The budgets that may select a workload's pods.
  public List<DisruptionBudget> mayGuard(Workload workload) {
    return labels().budgets(workload, scopes);
  }

  /// What scales, or would scale, a workload of a name.
  public List<Resource> scalersNamed(String name, String namespace) {
    return derived(AUTOSCALERS).get(name, namespace);
  }

  /// The Services that may select a workload's pods.
  public List<Service> mayServe(Workload workload) {
    return labels().services(workload, scopes);
  }

  private Selection selection() {
    return new Selection(this, scopes, absence, assumptions);
  }

  /// What scales a workload, from the workload's point of view.
  public List<Autoscaler> autoscalersOf(Workload workload) {
    List<Autoscaler> found = new ArrayList<>();
    for (Resource one : derived(AUTOSCALERS).get(workload.name(), workload.namespace())) {
      Autoscaler autoscaler = (Autoscaler) one;
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
        named(Workload.class, name.get(), autoscaler.namespace()).stream()
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
}
