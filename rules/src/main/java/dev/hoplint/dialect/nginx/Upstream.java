package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import java.util.Optional;

/// What the controller keeps endpoints for: a Service and a port as they are written. A number and
/// a name of the same port are two upstreams (util.go `upstreamName`).
///
/// @param port the number or the name
public record Upstream(String namespace, String service, String port) {
  /// The upstream of a path; empty where its backend cannot be read.
  public static Optional<Upstream> of(Ingress ingress, Ingress.Backend backend) {
    return backend instanceof Ingress.ServiceBackend(var _, var service, var port)
        ? service
            .get()
            .flatMap(
                name ->
                    port.get()
                        .map(PortRef::text)
                        .map(text -> new Upstream(ingress.namespace(), name, text)))
        : Optional.empty();
  }

  /// `Service shop/web:80`.
  @Override
  public String toString() {
    return "Service " + namespace + "/" + service + ":" + port;
  }
}
