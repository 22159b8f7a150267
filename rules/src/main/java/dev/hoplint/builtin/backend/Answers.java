package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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

  /// Routes by the place of what they refer to: YAML aliases make several routes of one text.
  static Collection<List<Route>> byPlace(
      List<Route> routes, Function<Route.BackendRef, Place> place) {
    Map<Object, List<Route>> groups = new LinkedHashMap<>();
    for (Route route : routes) {
      route
          .backend()
          .map(place)
          .ifPresent(at -> groups.computeIfAbsent(key(at), _ -> new ArrayList<>()).add(route));
    }
    return groups.values();
  }

  private static Object key(Place place) {
    return switch (place) {
      case Place.InText(var _, Span span, var _) -> span;
      case Place.InObject(var _, FieldPath path) -> path;
    };
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
