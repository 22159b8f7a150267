package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The routes that start at one entry.
final class EntryRoutes {
  private final World world;

  EntryRoutes(World world) {
    this.world = world;
  }

  List<Route> of(Ingress ingress, Controller controller) {
    List<Route> routes = new ArrayList<>();
    boolean reaches = !Controllers.alwaysRedirects(ingress);
    for (Ingress.Rule rule : ingress.rules()) {
      for (Ingress.Path path : rule.paths()) {
        String request = request(ingress, rule.host(), path.path());
        add(routes, ingress, controller, reaches, request, path.backend());
      }
    }
    ingress
        .defaultBackend()
        .ifPresent(
            backend -> add(routes, ingress, controller, reaches, defaultRequest(ingress), backend));
    return List.copyOf(routes);
  }

  private void add(
      List<Route> routes,
      Ingress ingress,
      Controller controller,
      boolean reaches,
      String request,
      Ingress.Backend backend) {
    WorkLimit.check();
    if (!(backend instanceof Ingress.ServiceBackend(var place, var name, var port))) {
      return;
    }
    Resolved<Service> service =
        special(name, port)
            .<Resolved<Service>>map(Resolved.Unknown::new)
            .orElseGet(
                () -> world.find(ingress, Service.class, "Service", ingress.namespace(), name));
    routes.add(
        new Route(
            ingress,
            Optional.of(request),
            controller,
            reaches,
            Optional.of(new Route.BackendRef(place, name, port)),
            service,
            match(service, port)));
  }

  /// Backends that are no Services: ALB actions and cert-manager's challenge solver.
  private static Optional<String> special(Field<String> name, Field<PortRef> port) {
    if (port.is(new PortRef.Name("use-annotation"))) {
      return Optional.of("an annotation of the load balancer controller answers (use-annotation)");
    }
    return name.get()
        .filter(text -> text.startsWith("cm-acme-http-solver"))
        .map(_ -> "cert-manager creates its solver's Service while it runs");
  }

  private static PortMatch match(Resolved<Service> service, Field<PortRef> port) {
    return service
        .found()
        .map(found -> PortMatch.of(found, port))
        .orElseGet(PortMatch.Unknown::new);
  }

  private static String request(Ingress ingress, Field<String> host, Field<String> path) {
    String name = host.or("");
    return "GET " + scheme(ingress, name) + "://" + (name.isEmpty() ? "*" : name) + pathText(path);
  }

  private static String defaultRequest(Ingress ingress) {
    return "GET " + scheme(ingress, "") + "://*/";
  }

  private static String pathText(Field<String> path) {
    String text = path.or("/");
    return text.startsWith("/") ? text : "/" + text;
  }

  private static String scheme(Ingress ingress, String host) {
    for (Ingress.Tls tls : ingress.tls()) {
      if (tls.hosts().isEmpty() || tls.hosts().stream().anyMatch(one -> covers(one.or(""), host))) {
        return "https";
      }
    }
    return "http";
  }

  private static boolean covers(String pattern, String host) {
    return pattern.equals(host)
        || (pattern.startsWith("*.")
            && host.indexOf('.') > 0
            && host.substring(host.indexOf('.')).equals(pattern.substring(1)));
  }

  List<Route> of(HttpRoute httpRoute) {
    List<Route> routes = new ArrayList<>();
    String host = httpRoute.hostnames().isEmpty() ? "*" : httpRoute.hostnames().getFirst().or("*");
    for (HttpRoute.BackendRef backend : httpRoute.backends()) {
      if (!backend.kind().or("Service").equals("Service")) {
        continue;
      }
      String namespace = backend.namespace().or(httpRoute.namespace());
      Resolved<Service> service =
          world.find(httpRoute, Service.class, "Service", namespace, backend.name());
      routes.add(
          new Route(
              httpRoute,
              Optional.of("GET http://" + host + "/"),
              Controller.UNKNOWN,
              true,
              Optional.of(new Route.BackendRef(backend.place(), backend.name(), backend.port())),
              service,
              match(service, backend.port())));
    }
    return List.copyOf(routes);
  }

  Optional<Route> of(Service service) {
    return service.isEntry()
        ? Optional.of(
            new Route(
                service,
                Optional.empty(),
                Controller.UNKNOWN,
                true,
                Optional.empty(),
                new Resolved.Found<>(service),
                new PortMatch.Unknown()))
        : Optional.empty();
  }
}
