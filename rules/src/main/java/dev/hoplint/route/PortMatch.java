package dev.hoplint.route;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Service;
import java.util.List;

/// What a backend's port is on its Service.
///
/// Ports are compared as the API defines it: a number is compared with numbers, a name with names
/// (kubernetes/ingress-nginx alone also takes a targetPort: [ByTarget]).
public sealed interface PortMatch {
  /// A port of the Service.
  record Found(Service.Port port) implements PortMatch {}

  /// Not a port of the Service, but the targetPort of one.
  record ByTarget(Service.Port port) implements PortMatch {}

  /// Neither.
  record Missing() implements PortMatch {}

  /// The Service or the port cannot be known, or the question does not arise (ExternalName).
  record Unknown() implements PortMatch {}

  /// Looks a port up on a Service that has endpoints of its own.
  static PortMatch of(Service service, Field<PortRef> wanted) {
    if (!(wanted instanceof Field.Present<PortRef>(PortRef reference, var _))
        || service.isExternalName()) {
      return new Unknown();
    }
    boolean unsure = false;
    // HTTP proxies read TCP endpoints only.
    List<Service.Port> ports =
        service.ports().stream()
            .filter(port -> port.protocol().or(Protocol.TCP) == Protocol.TCP)
            .toList();
    for (Service.Port port : ports) {
      boolean matches =
          switch (reference) {
            case PortRef.Number(int number) -> port.port().is(number);
            case PortRef.Name(String name) -> !name.isEmpty() && port.name().is(name);
          };
      if (matches) {
        return new Found(port);
      }
      unsure |= port.port().isUnknown() || port.name().isUnknown();
    }
    if (unsure) {
      return new Unknown();
    }
    for (Service.Port port : ports) {
      if (port.targetPort().is(reference)) {
        return new ByTarget(port);
      }
    }
    return new Missing();
  }
}
