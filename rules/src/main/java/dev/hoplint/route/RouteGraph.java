package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.NginxOptions;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Every route of a world, and what each Service leads to. Each answer is worked out when it is
/// asked for, from the objects around it alone, and then remembered. Safe for several threads.
///
/// *Routed*: some request reaches backend selection for the Service. *Served*: some Service selects
/// the workload.
public final class RouteGraph {
  private static final Resolved<List<Workload>> NOTHING = new Resolved.Found<>(List.of());

  private final World world;
  private final EntryRoutes entries;
  private final IdentityCache<Ingress, Controller> controllers;
  private final IdentityCache<Ingress, List<Route>> byIngress;
  private final IdentityCache<HttpRoute, List<Route>> byHttpRoute;
  private final IdentityCache<Service, List<Route>> byService;
  private final IdentityCache<Service, Resolved<List<Workload>>> selected;
  private final IdentityCache<Service, List<Target>> targets;
  private final IdentityCache<Ingress, List<Target>> targetsOf;
  private final IdentityCache<Workload, List<Target>> targetsIn;
  private final IdentityCache<Workload, List<Service>> servedBy;
  private final NginxModel nginx;
  private final Controllers classes;
  private final NginxOptions options;
  private final HostPaths hostPaths;

  private RouteGraph(
      World world, Controllers classes, NginxOptions options, Inheritance inheritance) {
    this.world = world;
    this.classes = classes;
    this.options = options;
    this.entries = new EntryRoutes(world);
    this.controllers =
        inheritance.cache(Ingress.class, one -> one.controllers, classes::of, IngressClass.class);
    this.byIngress =
        inheritance.cache(
            Ingress.class,
            one -> one.byIngress,
            one -> entries.of(one, controller(one)),
            IngressClass.class,
            Service.class);
    this.byHttpRoute =
        inheritance.cache(HttpRoute.class, one -> one.byHttpRoute, entries::of, Service.class);
    this.byService =
        inheritance.cache(
            Service.class,
            one -> one.byService,
            this::findRoutesTo,
            Ingress.class,
            IngressClass.class,
            HttpRoute.class,
            Service.class);
    this.selected =
        inheritance.cache(Service.class, one -> one.selected, this::select, Workload.class);
    this.targets =
        inheritance.cache(Service.class, one -> one.targets, this::findTargets, Workload.class);
    this.targetsOf =
        inheritance.cache(
            Ingress.class,
            one -> one.targetsOf,
            one -> ReachedTargets.of(routesOf(one), this),
            IngressClass.class,
            Service.class,
            Workload.class);
    this.targetsIn =
        inheritance.cache(
            Workload.class,
            one -> one.targetsIn,
            this::findTargetsIn,
            Service.class,
            Workload.class);
    this.servedBy =
        inheritance.cache(
            Workload.class,
            one -> one.servedBy,
            this::findServicesOf,
            Service.class,
            Workload.class);
    this.nginx = inheritance.nginx(options, this::controller);
    this.hostPaths =
        inheritance
            .ofSameIngresses(RouteGraph::hostPaths)
            .orElseGet(() -> new HostPaths(world, this::controller));
  }

  public static RouteGraph of(World world, Controllers classes) {
    return of(world, classes, NginxOptions.DEFAULT);
  }

  public static RouteGraph of(World world, Controllers classes, NginxOptions options) {
    return new RouteGraph(world, classes, options, Inheritance.none(world));
  }

  /// The graph of another world. What this one knows and what is the same there is shared by both.
  ///
  /// @param classes those of the other world, after the same configuration
  public RouteGraph in(World other, Controllers classes) {
    return new RouteGraph(other, classes, options, Inheritance.of(this, other));
  }

  /// The same for a world that differs in nothing but some objects.
  public RouteGraph in(World other, Controllers classes, Set<ObjectRef> changed) {
    return new RouteGraph(other, classes, options, Inheritance.of(this, other, changed));
  }

  private List<Route> findRoutesTo(Service service) {
    List<Route> found = new ArrayList<>();
    for (Resource one :
        world.derived(IngressIndexes.BY_SERVICE).get(service.name(), service.namespace())) {
      add(routesOf((Ingress) one), service, found);
    }
    String key = IngressIndexes.service(service.namespace(), service.name());
    for (Resource one : world.derived(IngressIndexes.ROUTES_BY_SERVICE).get(key)) {
      add(routesOf((HttpRoute) one), service, found);
    }
    entries.of(service).ifPresent(found::add);
    return found.stream().filter(Route::reachesBackend).toList();
  }

  private static void add(List<Route> routes, Service service, List<Route> found) {
    for (Route route : routes) {
      if (route.service() instanceof Resolved.Found<Service>(Service to) && to == service) {
        found.add(route);
      }
    }
  }

  private Resolved<List<Workload>> select(Service service) {
    return service.isExternalName() || service.selector().isEmpty()
        ? NOTHING
        : world.selectedBy(service);
  }

  private List<Target> findTargets(Service service) {
    List<Target> found = new ArrayList<>();
    for (Workload workload : selected(service).found().orElse(List.of())) {
      for (Service.Port port : service.ports()) {
        found.add(
            new Target(
                service,
                port,
                workload,
                PodPort.resolve(workload.template(), port.target(), port.protocol())));
      }
    }
    return found;
  }

  private List<Target> findTargetsIn(Workload workload) {
    List<Target> found = new ArrayList<>();
    for (Service service : servicesOf(workload)) {
      targets(service).stream().filter(one -> one.workload() == workload).forEach(found::add);
    }
    return found;
  }

  private List<Service> findServicesOf(Workload workload) {
    List<Service> found = new ArrayList<>();
    for (Service service : world.mayServe(workload)) {
      WorkLimit.check();
      for (Workload one : selected(service).found().orElse(List.of())) {
        if (one == workload) {
          found.add(service);
        }
      }
    }
    return found;
  }

  public World world() {
    return world;
  }

  /// The world as ingress-nginx sees it.
  public NginxModel nginx() {
    return nginx;
  }

  /// Every route of the world: those of Ingresses, of HTTPRoutes, of Services.
  public List<Route> routes() {
    List<Route> all = new ArrayList<>();
    world.all(Ingress.class).forEach(one -> all.addAll(routesOf(one)));
    world.all(HttpRoute.class).forEach(one -> all.addAll(routesOf(one)));
    world.all(Service.class).forEach(one -> entries.of(one).ifPresent(all::add));
    return all;
  }

  /// Every reference of the world that could not be checked.
  public List<Unresolved> unresolved() {
    List<Unresolved> all = new ArrayList<>();
    for (Route route : routes()) {
      if (route.service() instanceof Resolved.Unknown<Service>(String why)) {
        route.backend().ifPresent(backend -> all.add(unresolved(route, backend, why)));
      }
    }
    for (Service service : world.all(Service.class)) {
      if (selected(service) instanceof Resolved.Unknown<List<Workload>>(String why)) {
        all.add(
            new Unresolved(
                "the pods of " + service.quoted() + " could not be checked: " + why,
                service,
                service.selector().place()));
      }
    }
    return all;
  }

  private static Unresolved unresolved(Route route, Route.BackendRef backend, String why) {
    return new Unresolved(
        "Service \"" + backend.service().or("?") + "\" could not be checked: " + why,
        route.entry(),
        backend.service().place());
  }

  public Controller controller(Ingress ingress) {
    return controllers.get(ingress);
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
    return byIngress.get(ingress);
  }

  public List<Route> routesOf(HttpRoute route) {
    return byHttpRoute.get(route);
  }

  /// The routes whose requests reach backend selection for the Service; Ingresses first.
  public List<Route> routesTo(Service service) {
    return byService.get(service);
  }

  /// The routes to one port of a Service. Entries that are the Service itself reach every port.
  public List<Route> routesTo(Service service, Service.Port port) {
    return routesTo(service).stream().filter(route -> route.reaches(port)).toList();
  }

  public boolean isRouted(Service service) {
    return !routesTo(service).isEmpty();
  }

  /// Whether a route of a kind that is not followed mentions the Service's name.
  public boolean mayBeRouted(Service service) {
    return isRouted(service) || MentionedServices.mention(world, service);
  }

  /// The Services that a route of a kind that is not followed mentions.
  public List<Service> mentionedBy(Opaque route) {
    return MentionedServices.mentioned(world, route);
  }

  /// The pods a Service selects; found and empty for Services without a selector.
  public Resolved<List<Workload>> selected(Service service) {
    return selected.get(service);
  }

  /// What the requests of an Ingress lead to, each once, in the order of its routes.
  public List<Target> targets(Ingress ingress) {
    return targetsOf.get(ingress);
  }

  /// Every port of a Service in every workload that it selects.
  public List<Target> targets(Service service) {
    return targets.get(service);
  }

  /// Every Service port that leads into a workload.
  public List<Target> targetsIn(Workload workload) {
    return targetsIn.get(workload);
  }

  public List<Service> servicesOf(Workload workload) {
    return servedBy.get(workload);
  }

  public boolean isServed(Workload workload) {
    return !servicesOf(workload).isEmpty();
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
