package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;

/// Reads Services.
final class ServiceReader {
  private ServiceReader() {}

  static Service service(Meta meta, FieldReader spec) {
    List<Service.Port> ports = new ArrayList<>();
    for (FieldReader port : spec.items("ports")) {
      ports.add(
          new Service.Port(
              port.place(),
              port.string("name"),
              port.integer("port"),
              port.port("targetPort"),
              port.protocol("protocol"),
              port.string("appProtocol")));
    }
    return new Service(
        meta,
        spec.string("type"),
        spec.stringMap("selector"),
        ports,
        spec.string("clusterIP"),
        spec.string("externalName"),
        spec.bool("publishNotReadyAddresses"));
  }
}
