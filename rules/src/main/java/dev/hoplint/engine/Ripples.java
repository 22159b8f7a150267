package dev.hoplint.engine;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Endpoints;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.LimitRange;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import dev.hoplint.world.Placed;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The objects of one world that look at a changed one, found by what refers to it: a change costs
/// as much as it has neighbours.
///
/// The longest chains that rules follow are Ingress → Service → workload → budget or autoscaler,
/// and over hosts from Ingress to Ingress. Where absence is judged per namespace (visibility AUTO),
/// an added or removed object can turn "unknown" into "missing" for its whole namespace.
final class Ripples {
  private static final Derivation<Index> BUDGETS =
      Derivation.index(one -> one instanceof DisruptionBudget ? List.of("") : List.of());

  /// Ingresses whose error pages a default backend serves.
  private static final Derivation<Index> ERROR_PAGES =
      Derivation.index(
          one ->
              one instanceof Ingress
                      && one.meta()
                          .annotations()
                          .has("nginx.ingress.kubernetes.io/custom-http-errors")
                  ? List.of("")
                  : List.of());

  private final RouteGraph graph;
  private final RouteGraph other;
  private final World world;
  private final Set<ObjectRef> linked = new HashSet<>();
  private final Set<ObjectRef> meeting = new HashSet<>();
  private final Set<ObjectRef> reached = new HashSet<>();
  private final Set<ObjectRef> routed = new HashSet<>();

  private Ripples(RouteGraph graph, RouteGraph other) {
    this.graph = graph;
    this.other = other;
    this.world = graph.world();
  }

  /// @param other the graph on the other side of the change
  static Ripples of(RouteGraph graph, RouteGraph other, Set<ObjectRef> changed) {
    Ripples ripples = new Ripples(graph, other);
    for (ObjectRef ref : changed) {
      if (ripples.world.visibility().other() == Visibility.Sight.AUTO) {
        ripples.world.resources(ref.namespace()).forEach(ripples::from);
      }
      ripples.world.placed(ref).stream().map(Placed::resource).forEach(ripples::from);
    }
    return ripples;
  }

  /// What refers to a changed object, over however many others.
  Set<ObjectRef> linked() {
    return linked;
  }

  /// The Ingresses that meet a changed one in a host.
  Set<ObjectRef> meeting() {
    return meeting;
  }

  private void add(Resource resource) {
    linked.add(resource.ref());
  }

  private void from(Resource resource) {
    WorkLimit.check();
    add(resource);
    switch (resource) {
      case Ingress ingress -> from(ingress);
      case HttpRoute route -> graph.routesOf(route).forEach(this::routed);
      case Service service -> from(service);
      case Workload workload -> from(workload);
      case Autoscaler autoscaler -> from(autoscaler);
      case DisruptionBudget budget ->
          budget
              .selector()
              .flatMap(selector -> world.select(budget, selector).found())
              .ifPresent(selected -> selected.forEach(this::served));
      case Endpoints endpoints -> {
        String name = endpoints.service().or("");
        for (Service service : world.all(Service.class, endpoints.namespace())) {
          if (service.name().equals(name)) {
            routed(service);
          }
        }
      }
      case LimitRange range -> world.all(Autoscaler.class, range.namespace()).forEach(this::from);
      case Opaque opaque -> from(opaque);
      case IngressClass _ -> {}
    }
  }

  private void from(Ingress ingress) {
    boolean wildcards =
        !HostLinks.certifiedWildcards(graph, ingress)
            .equals(HostLinks.certifiedWildcards(other, ingress));
    HostLinks.of(world, ingress, wildcards).forEach(one -> meeting.add(one.ref()));
    Set<String> names = new HashSet<>();
    for (Route route : graph.routesOf(ingress)) {
      route
          .backend()
          .flatMap(backend -> backend.service().get())
          .filter(names::add)
          .ifPresent(name -> canariesTo(name, ingress.namespace()));
      route.service().found().ifPresent(this::reached);
    }
  }

  /// Of the other Ingresses that lead to a Service, whether it is there or not, only canaries care.
  private void canariesTo(String service, String namespace) {
    for (Resource one : world.derived(IngressIndexes.BY_SERVICE).get(service, namespace)) {
      if (one.meta().annotations().has("nginx.ingress.kubernetes.io/canary")) {
        add(one);
      }
    }
  }

  /// A Service that an Ingress leads to.
  private void reached(Service service) {
    if (reached.add(service.ref())) {
      add(service);
      graph.selected(service).found().ifPresent(selected -> selected.forEach(this::served));
    }
  }

  private void routed(Route route) {
    route.service().found().ifPresent(this::routed);
  }

  /// A Service whose routes or pods are other ones: who leads to it, what it leads to.
  private void routed(Service service) {
    if (!routed.add(service.ref())) {
      return;
    }
    add(service);
    named(service.namespace(), service.name());
    graph.selected(service).found().ifPresent(selected -> selected.forEach(this::served));
  }

  /// Everything that names a Service, whether it is there or not.
  private void named(String namespace, String name) {
    world.derived(IngressIndexes.BY_SERVICE).get(name, namespace).forEach(this::add);
    world
        .derived(IngressIndexes.ROUTES_BY_SERVICE)
        .get(IngressIndexes.service(namespace, name))
        .forEach(this::add);
  }

  /// A workload whose Services, routes, scale or budgets are other ones.
  private void served(Workload workload) {
    add(workload);
    graph.servicesOf(workload).forEach(this::add);
    world.autoscalersOf(workload).forEach(this::add);
    world.mayGuard(workload).forEach(this::add);
  }

  private void from(Service service) {
    routed(service);
    HostLinks.naming(world, service.name()).forEach(this::add);
    String bare = service.name().toLowerCase(Locale.ROOT).replace("-", "");
    if (bare.contains("defaultbackend") || bare.contains("defaulthttpbackend")) {
      world.derived(ERROR_PAGES).get("").forEach(this::add);
    }
  }

  private void from(Workload workload) {
    served(workload);
    for (Service service : graph.servicesOf(workload)) {
      named(service.namespace(), service.name());
      graph.selected(service).found().ifPresent(siblings -> siblings.forEach(this::add));
    }
    world.scalersNamed(workload.name(), workload.namespace()).forEach(this::add);
    if (mayCarryMore(workload)) {
      // Whether others that select nothing are sure of it depends on this one.
      world.derived(BUDGETS).get("", workload.namespace()).forEach(this::add);
      for (Service service : world.maySelect(workload)) {
        add(service);
        named(service.namespace(), service.name());
      }
    }
  }

  /// Whether its pods may have labels that its template does not show.
  private static boolean mayCarryMore(Workload workload) {
    return workload.template().isUnwritten()
        || switch (workload.type()) {
          case ROLLOUT, STATEFUL_SET -> true;
          default -> false;
        };
  }

  private void from(Autoscaler autoscaler) {
    world.targetOf(autoscaler).found().ifPresent(this::from);
    world.scalersNamed(autoscaler.targetName().or(""), autoscaler.namespace()).forEach(this::add);
  }

  /// A kind without a record: rules look for some of them beside their subject, and routes of other
  /// kinds mention Services of any namespace.
  private void from(Opaque opaque) {
    for (Resource beside : world.resources(opaque.namespace())) {
      add(beside);
      if (beside instanceof Service service) {
        named(service.namespace(), service.name());
      }
    }
    for (Service service : graph.mentionedBy(opaque)) {
      routed(service);
    }
  }
}
