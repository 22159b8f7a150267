package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What the clients of a Service get for a defect of it.
final class Answers {
  private Answers() {}

  /// The routes whose requests depend on the Service, those of canaries left out.
  static List<Route> dependentRoutes(RouteGraph graph, Service service) {
    return graph.routesTo(service).stream()
        .filter(
            route ->
                !(route.entry() instanceof Ingress ingress && NginxAnnotations.isCanary(ingress)))
        .toList();
  }

  /// The finding with the answer its clients get, as sure as that answer is known.
  ///
  /// @param routes not empty
  static Finding add(Finding finding, List<Route> routes, Defect defect) {
    List<Route> sorted = new ArrayList<>(routes);
    sorted.sort(
        Comparator.comparing((Route route) -> !route.isIngress())
            .thenComparing(route -> certainty(route, defect)));
    Route first = sorted.getFirst();
    return finding.symptom(symptom(first, defect)).atMost(certainty(first, defect)).routes(sorted);
  }

  private static Certainty certainty(Route route, Defect defect) {
    return route.controller().certainty(defect);
  }

  private static Symptom symptom(Route route, Defect defect) {
    return switch (route.entry()) {
      case Service _ ->
          Symptom.effect("the load balancer or node port", "connection refused or reset");
      case HttpRoute _ ->
          Symptom.of(
              "the gateway", defect == Defect.NO_ENDPOINTS ? List.of(500, 503) : List.of(502, 503));
      default -> route.controller().symptom(defect);
    };
  }
}
