package dev.hoplint.builtin.backend;

import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;

/// Service ports whose protocol is a slip: `target-port-protocol-mismatch` speaks about them.
final class ProtocolSlips {
  private ProtocolSlips() {}

  /// Whether the wanted port is there under a protocol that its pods do not speak.
  static boolean explains(RouteGraph graph, Service service, PortRef wanted) {
    return graph.targets(service).stream()
        .anyMatch(
            target ->
                target.podPort() instanceof PodPort.OtherProtocol
                    && matches(wanted, target.port()));
  }

  private static boolean matches(PortRef wanted, Service.Port port) {
    return switch (wanted) {
      case PortRef.Number(int number) -> port.port().is(number);
      case PortRef.Name(String name) -> port.name().is(name);
    };
  }
}
