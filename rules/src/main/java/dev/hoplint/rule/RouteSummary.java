package dev.hoplint.rule;

import dev.hoplint.route.Route;
import java.util.List;

/// The routes a finding concerns: how many, and the hops of the first.
public record RouteSummary(int count, List<String> first) {
  public static final RouteSummary NONE = new RouteSummary(0, List.of());

  public RouteSummary {
    first = List.copyOf(first);
  }

  /// Routes that start at an Ingress come first.
  public static RouteSummary of(List<Route> routes) {
    return routes.stream()
        .filter(Route::isIngress)
        .findFirst()
        .or(() -> routes.stream().findFirst())
        .map(first -> new RouteSummary(routes.size(), first.steps()))
        .orElse(NONE);
  }
}
