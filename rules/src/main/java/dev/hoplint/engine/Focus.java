package dev.hoplint.engine;

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
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whose findings a change can alter: the changed objects and everything within three links.
///
/// Three, because the longest chain a rule follows is Ingress → Service → workload → budget or
/// autoscaler. Where absence is judged per namespace (visibility AUTO), an added or removed object
/// can turn "unknown" into "missing" for its whole namespace, which is then in focus, too.
final class Focus {
  private static final int LINKS = 3;

  private final Set<ObjectRef> refs = new HashSet<>();
  private boolean everything;

  private Focus() {}

  /// The changed objects alone.
  static Focus on(Set<ObjectRef> changed) {
    Focus focus = new Focus();
    focus.refs.addAll(changed);
    return focus;
  }

  static Focus of(RouteGraph before, RouteGraph after, Set<ObjectRef> changed) {
    Focus focus = new Focus();
    focus.refs.addAll(changed);
    for (RouteGraph graph : List.of(before, after)) {
      focus.everything |= reachesEverywhere(graph, changed);
    }
    for (int i = 0; i < LINKS; i++) {
      Set<ObjectRef> more = new HashSet<>();
      for (RouteGraph graph : List.of(before, after)) {
        focus.neighbours(graph, more);
      }
      focus.refs.addAll(more);
    }
    return focus;
  }

  boolean holds(Resource resource) {
    return everything || refs.contains(resource.ref());
  }

  /// A class, a controller and the load balancer in front of it decide about Ingresses of all
  /// namespaces; an unknown kind may mention any Service.
  private static boolean reachesEverywhere(RouteGraph graph, Set<ObjectRef> changed) {
    World world = graph.world();
    for (ObjectRef ref : changed) {
      if (graph.nginx().isController(ref)) {
        return true;
      }
      for (Resource resource : world.all(IngressClass.class, ref.namespace())) {
        if (resource.ref().equals(ref)) {
          return true;
        }
      }
      for (Resource resource : world.all(Opaque.class, ref.namespace())) {
        if (resource.ref().equals(ref)) {
          return true;
        }
      }
      for (Service service : world.all(Service.class, ref.namespace())) {
        if (service.ref().equals(ref) && service.type().is("LoadBalancer")) {
          return true;
        }
      }
    }
    return false;
  }

  private void neighbours(RouteGraph graph, Set<ObjectRef> more) {
    World world = graph.world();
    Set<String> namespaces = new HashSet<>();
    refs.forEach(ref -> namespaces.add(ref.namespace()));
    for (String namespace : namespaces) {
      boolean whole = world.visibility().other() == Visibility.Sight.AUTO;
      for (Resource resource : inNamespace(world, namespace)) {
        if (whole) {
          more.add(resource.ref());
        }
        if (refs.contains(resource.ref())) {
          links(graph, resource).forEach(linked -> more.add(linked.ref()));
        }
      }
    }
  }

  private static List<Resource> inNamespace(World world, String namespace) {
    List<Resource> all = new ArrayList<>();
    for (Class<? extends Resource> type :
        List.of(
            Ingress.class,
            HttpRoute.class,
            Service.class,
            Endpoints.class,
            Workload.class,
            Autoscaler.class,
            DisruptionBudget.class,
            LimitRange.class,
            Opaque.class)) {
      all.addAll(world.all(type, namespace));
    }
    return all;
  }

  private static List<Resource> links(RouteGraph graph, Resource resource) {
    World world = graph.world();
    return switch (resource) {
      case Ingress ingress -> {
        List<Resource> found = servicesOf(graph.routesOf(ingress));
        found.addAll(HostLinks.of(world, ingress));
        yield found;
      }
      case HttpRoute route ->
          servicesOf(graph.routes().stream().filter(one -> one.entry() == route).toList());
      case Service service -> linksOf(graph, service);
      case Workload workload -> linksOf(graph, workload);
      case Autoscaler autoscaler ->
          world.targetOf(autoscaler).found().map(List::<Resource>of).orElseGet(List::of);
      case DisruptionBudget budget ->
          budget
              .selector()
              .flatMap(selector -> world.select(budget, selector).found())
              .map(List::<Resource>copyOf)
              .orElseGet(List::of);
      case Endpoints endpoints ->
          List.copyOf(
              world.all(Service.class, endpoints.namespace()).stream()
                  .filter(service -> endpoints.service().is(service.name()))
                  .toList());
      case LimitRange range -> List.copyOf(world.all(Autoscaler.class, range.namespace()));
      case IngressClass _, Opaque _ -> List.of();
    };
  }

  private static List<Resource> servicesOf(List<Route> routes) {
    List<Resource> found = new ArrayList<>();
    routes.forEach(route -> route.service().found().ifPresent(found::add));
    return found;
  }

  private static List<Resource> linksOf(RouteGraph graph, Service service) {
    List<Resource> found = new ArrayList<>();
    graph.routesTo(service).forEach(route -> found.add(route.entry()));
    // Also what does not reach it yet: an Ingress whose backend is missing names the Service.
    for (Ingress ingress : graph.world().all(Ingress.class, service.namespace())) {
      boolean names =
          graph.routesOf(ingress).stream()
              .flatMap(route -> route.backend().stream())
              .anyMatch(backend -> backend.service().is(service.name()));
      if (names) {
        found.add(ingress);
      }
    }
    graph.selected(service).found().ifPresent(found::addAll);
    return found;
  }

  private static List<Resource> linksOf(RouteGraph graph, Workload workload) {
    World world = graph.world();
    List<Resource> found = new ArrayList<>(graph.servicesOf(workload));
    found.addAll(world.autoscalersOf(workload));
    for (DisruptionBudget budget : world.all(DisruptionBudget.class, workload.namespace())) {
      boolean selects =
          budget
              .selector()
              .flatMap(selector -> world.select(budget, selector).found())
              .filter(selected -> selected.contains(workload))
              .isPresent();
      if (selects) {
        found.add(budget);
      }
    }
    return found;
  }
}
