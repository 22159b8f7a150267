package dev.hoplint.builtin.port;

import dev.hoplint.resource.Service;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Target;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The targets of a Service by port, so that a Service with many ports is gone through once.
final class PortTargets {
  private final Map<Service.Port, List<Target>> byPort = new IdentityHashMap<>();

  private PortTargets() {}

  static PortTargets of(Service service, RouteGraph graph) {
    PortTargets targets = new PortTargets();
    for (Target target : graph.targets(service)) {
      targets.byPort.computeIfAbsent(target.port(), _ -> new ArrayList<>()).add(target);
    }
    return targets;
  }

  List<Target> at(Service.Port port) {
    return byPort.getOrDefault(port, List.of());
  }
}
