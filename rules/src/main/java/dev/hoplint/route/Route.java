package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One way into the cluster that leads to a Service.
///
/// @param entry the Ingress, HTTPRoute or Service (LoadBalancer, NodePort) it starts at
/// @param request an example request: `GET http://shop.example/cart`; empty for entries that are
///   Services
/// @param controller who serves the entry; unknown for routes of the Gateway API and for Services
/// @param reachesBackend false where every request is answered before a backend is chosen
/// @param backend the backend as the entry writes it; empty where the entry is the Service itself
/// @param service what the backend's name leads to
/// @param port what the backend's port leads to on that Service
public record Route(
    Resource entry,
    Optional<String> request,
    Controller controller,
    boolean reachesBackend,
    Optional<BackendRef> backend,
    Resolved<Service> service,
    PortMatch port) {

  /// A reference to a Service and its port, wherever it is written.
  public record BackendRef(
      dev.hoplint.resource.Place place, Field<String> service, Field<PortRef> port) {}

  /// Whether its requests go to a port of the Service that it leads to. Entries that are the
  /// Service itself reach every port.
  boolean reaches(Service.Port wanted) {
    return switch (port) {
      case PortMatch.Found(Service.Port found) -> found == wanted;
      case PortMatch.ByTarget(Service.Port found) ->
          found == wanted && controller.acceptsTargetPort();
      case PortMatch.Missing() -> false;
      case PortMatch.Unknown() -> true;
    };
  }

  /// Whether it starts at an Ingress.
  public boolean isIngress() {
    return entry instanceof dev.hoplint.resource.Ingress;
  }

  /// The hops up to the Service, for people: request, entry, Service and port.
  public List<String> steps() {
    List<String> steps = new ArrayList<>();
    request.ifPresent(steps::add);
    if (entry instanceof Service) {
      steps.add(entry.ref().kind().name() + " " + path(entry));
      return steps;
    }
    steps.add(entry.ref().kind().name() + " " + path(entry));
    backend.ifPresent(
        reference ->
            steps.add(
                "Service "
                    + entry.namespace()
                    + "/"
                    + reference.service().or("?")
                    + ":"
                    + reference.port().get().map(PortRef::text).orElse("?")));
    return steps;
  }

  private static String path(Resource resource) {
    return resource.namespace().isEmpty()
        ? resource.name()
        : resource.namespace() + "/" + resource.name();
  }
}
