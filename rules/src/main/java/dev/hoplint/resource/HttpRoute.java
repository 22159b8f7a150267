package dev.hoplint.resource;

import java.util.List;

/// An HTTPRoute or GRPCRoute of the Gateway API, as far as it leads to Services.
public record HttpRoute(Meta meta, List<Field<String>> hostnames, List<BackendRef> backends)
    implements Resource {
  public HttpRoute {
    hostnames = List.copyOf(hostnames);
    backends = List.copyOf(backends);
  }

  /// One backend of a rule.
  ///
  /// @param kind absent means `Service`
  /// @param namespace absent means the route's own
  public record BackendRef(
      Place place,
      Field<String> kind,
      Field<String> namespace,
      Field<String> name,
      Field<PortRef> port) {}
}
