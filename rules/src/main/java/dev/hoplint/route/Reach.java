package dev.hoplint.route;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who meets a workload's trouble: clients of routes, or callers inside the cluster only.
///
/// Most workloads have none of the trouble that rules look for, so that routes are looked for only
/// when somebody asks.
public final class Reach {
  private final Supplier<List<Route>> routes;
  private final List<Service> services;

  /// @param routes asked for the routes that lead to the workload
  /// @param services the Services that select it
  private Reach(Supplier<List<Route>> routes, List<Service> services) {
    this.routes = routes;
    this.services = services;
  }

  public Reach(List<Route> routes, List<Service> services) {
    this(() -> routes, services);
  }

  /// Empty where nothing serves the workload.
  public static Optional<Reach> of(RouteGraph graph, Workload workload) {
    List<Service> services = graph.servicesOf(workload);
    return services.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reach(() -> graph.routesTo(workload), services));
  }

  public List<Service> services() {
    return services;
  }

  public List<Route> routes() {
    return routes.get();
  }

  public boolean isRouted() {
    return !routes().isEmpty();
  }

  /// `Service "web"`, for messages.
  public String service() {
    return services.getFirst().quoted();
  }

  /// What clients get: the status of the first route's controller; without an Ingress or HTTPRoute,
  /// the caller itself meets the refused connection.
  public Symptom symptom(Defect defect, When when) {
    Symptom symptom =
        proxied()
            .map(route -> route.controller().symptom(defect))
            .orElseGet(() -> Symptom.effect(service(), "connection refused"));
    return symptom.when(when);
  }

  /// How sure that answer is.
  public Certainty certainty(Defect defect) {
    return proxied().map(route -> route.controller().certainty(defect)).orElse(Certainty.CERTAIN);
  }

  private Optional<Route> proxied() {
    List<Route> all = routes();
    return all.stream()
        .filter(Route::isIngress)
        .findFirst()
        .or(() -> all.stream().filter(route -> !(route.entry() instanceof Service)).findFirst());
  }
}
