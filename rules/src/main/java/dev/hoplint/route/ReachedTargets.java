package dev.hoplint.route;

import dev.hoplint.resource.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// What the routes of one entry lead to. Looks at these routes alone: who else leads to the same
/// Services does not matter.
final class ReachedTargets {
  /// Ports that a route leads to, and Services of which a route may lead to any port; by identity.
  private final Set<Object> reached = Collections.newSetFromMap(new IdentityHashMap<>());

  private final List<Service> services = new ArrayList<>();

  private ReachedTargets() {}

  static List<Target> of(List<Route> routes, RouteGraph graph) {
    ReachedTargets all = new ReachedTargets();
    routes.forEach(all::add);
    List<Target> found = new ArrayList<>();
    for (Service service : all.services) {
      boolean anyPort = all.reached.contains(service.ports());
      for (Target target : graph.targets(service)) {
        if (anyPort || all.reached.contains(target.port())) {
          found.add(target);
        }
      }
    }
    return List.copyOf(found);
  }

  private void add(Route route) {
    Service service = route.service().found().orElse(null);
    if (service == null || !route.reachesBackend()) {
      return;
    }
    if (reached.add(service)) {
      services.add(service);
    }
    switch (route.port()) {
      case PortMatch.Found(Service.Port port) -> reached.add(port);
      case PortMatch.ByTarget(Service.Port port) -> {
        if (route.controller().acceptsTargetPort()) {
          reached.add(port);
        }
      }
      case PortMatch.Missing() -> {}
      // The list of its ports stands for each of them.
      case PortMatch.Unknown() -> reached.add(service.ports());
    }
  }
}
