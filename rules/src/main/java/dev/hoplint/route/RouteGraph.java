package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Every route of a world, and what each Service leads to. Immutable once made.
///
/// *Routed*: some request reaches backend selection for the Service. *Served*: some Service selects
/// the workload.
public final class RouteGraph {
  private final World world;
  private final List<Route> routes = new ArrayList<>();
  private final Map<Ingress, Controller> controllers = new IdentityHashMap<>();
  private final Map<Ingress, List<Route>> byIngress = new IdentityHashMap<>();
  private final Map<Service, List<Route>> byService = new IdentityHashMap<>();
  private final Map<Service, Resolved<List<Workload>>> selected = new IdentityHashMap<>();
  private final Map<Service, List<Target>> targets = new IdentityHashMap<>();
  private final Map<Workload, List<Target>> targetsIn = new IdentityHashMap<>();
  private final Map<Workload, List<Service>> servedBy = new IdentityHashMap<>();
  private final List<Unresolved> unresolved = new ArrayList<>();
  private final MentionedServices mentioned;
  private final NginxModel nginx;
  private final Controllers classes;
  private final HostPaths hostPaths;

  private RouteGraph(World world, Controllers classes, NginxOptions options) {
    this.world = world;
    this.classes = classes;
    this.nginx = new NginxModel(world, options, this::controller);
    this.mentioned = MentionedServices.in(world);
    List<Ingress> ingresses = world.all(Ingress.class);
    ingresses.forEach(ingress -> controllers.put(ingress, classes.of(ingress)));
    this.hostPaths = new HostPaths(ingresses, this::controller);
  }

  public static RouteGraph of(World world, Controllers classes) {
    return of(world, classes, NginxOptions.DEFAULT);
  }

  public static RouteGraph of(World world, Controllers classes, NginxOptions options) {
    RouteGraph graph = new RouteGraph(world, classes, options);
    EntryRoutes entries = new EntryRoutes(world);
    for (Ingress ingress : world.all(Ingress.class)) {
      List<Route> own = entries.of(ingress, graph.controller(ingress));
      graph.byIngress.put(ingress, own);
      own.forEach(graph::add);
    }
    world.all(HttpRoute.class).forEach(route -> entries.of(route).forEach(graph::add));
    for (Service service : world.all(Service.class)) {
      entries.of(service).ifPresent(graph::add);
      graph.follow(service);
    }
    return graph;
  }

  private void add(Route route) {
    routes.add(route);
    switch (route.service()) {
      case Resolved.Found<Service>(Service service) ->
          byService.computeIfAbsent(service, _ -> new ArrayList<>()).add(route);
      case Resolved.Unknown<Service>(String why) ->
          route
              .backend()
              .ifPresent(
                  backend ->
                      unresolved.add(
                          new Unresolved(
                              "Service \""
                                  + backend.service().or("?")
                                  + "\" could not be checked: "
                                  + why,
                              route.entry(),
                              backend.service().place())));
      case Resolved.Missing<Service> _ -> {}
    }
  }

  private void follow(Service service) {
    if (service.isExternalName() || service.selector().isEmpty()) {
      selected.put(service, new Resolved.Found<>(List.of()));
      return;
    }
    Resolved<List<Workload>> pods = world.selectedBy(service);
    selected.put(service, pods);
    switch (pods) {
      case Resolved.Found<List<Workload>>(List<Workload> workloads) -> {
        workloads.forEach(workload -> meet(service, workload));
      }
      case Resolved.Unknown<List<Workload>>(String why) ->
          unresolved.add(
              new Unresolved(
                  "the pods of " + service.quoted() + " could not be checked: " + why,
                  service,
                  service.selector().place()));
      case Resolved.Missing<List<Workload>> _ -> {}
    }
  }

  private void meet(Service service, Workload workload) {
    servedBy.computeIfAbsent(workload, _ -> new ArrayList<>()).add(service);
    for (Service.Port port : service.ports()) {
      Target target =
          new Target(
              service,
              port,
              workload,
              PodPort.resolve(workload.template(), port.target(), port.protocol()));
      targets.computeIfAbsent(service, _ -> new ArrayList<>()).add(target);
      targetsIn.computeIfAbsent(workload, _ -> new ArrayList<>()).add(target);
    }
  }

  public World world() {
    return world;
  }

  /// The world as ingress-nginx sees it.
  public NginxModel nginx() {
    return nginx;
  }

  public List<Route> routes() {
    return List.copyOf(routes);
  }

  public List<Unresolved> unresolved() {
    return List.copyOf(unresolved);
  }

  public Controller controller(Ingress ingress) {
    return controllers.getOrDefault(ingress, Controller.UNKNOWN);
  }

  /// Which controllers serve which classes.
  public Controllers classes() {
    return classes;
  }

  /// Every path of every host.
  public HostPaths hostPaths() {
    return hostPaths;
  }

  public List<Route> routesOf(Ingress ingress) {
    return byIngress.getOrDefault(ingress, List.of());
  }

  /// The routes whose requests reach backend selection for the Service; Ingresses first.
  public List<Route> routesTo(Service service) {
    return byService.getOrDefault(service, List.of()).stream()
        .filter(Route::reachesBackend)
        .toList();
  }

  /// The routes to one port of a Service. Entries that are the Service itself reach every port.
  public List<Route> routesTo(Service service, Service.Port port) {
    return routesTo(service).stream().filter(route -> reaches(route, port)).toList();
  }

  private static boolean reaches(Route route, Service.Port port) {
    return switch (route.port()) {
      case PortMatch.Found(Service.Port found) -> found == port;
      case PortMatch.ByTarget(Service.Port found) ->
          found == port && route.controller().acceptsTargetPort();
      case PortMatch.Missing() -> false;
      case PortMatch.Unknown() -> true;
    };
  }

  public boolean isRouted(Service service) {
    return !routesTo(service).isEmpty();
  }

  /// Whether a route of a kind that is not followed mentions the Service's name.
  public boolean mayBeRouted(Service service) {
    return isRouted(service) || mentioned.mention(service);
  }

  /// The pods a Service selects; found and empty for Services without a selector.
  public Resolved<List<Workload>> selected(Service service) {
    return selected.getOrDefault(service, new Resolved.Unknown<>("the Service was not followed"));
  }

  /// Every port of a Service in every workload that it selects.
  public List<Target> targets(Service service) {
    return targets.getOrDefault(service, List.of());
  }

  /// Every Service port that leads into a workload.
  public List<Target> targetsIn(Workload workload) {
    return targetsIn.getOrDefault(workload, List.of());
  }

  public List<Service> servicesOf(Workload workload) {
    return servedBy.getOrDefault(workload, List.of());
  }

  public boolean isServed(Workload workload) {
    return servedBy.containsKey(workload);
  }

  /// The routes that lead to a workload's pods.
  public List<Route> routesTo(Workload workload) {
    List<Route> found = new ArrayList<>();
    servicesOf(workload).forEach(service -> found.addAll(routesTo(service)));
    return found;
  }

  public boolean isRouted(Workload workload) {
    return servicesOf(workload).stream().anyMatch(this::isRouted);
  }
}
