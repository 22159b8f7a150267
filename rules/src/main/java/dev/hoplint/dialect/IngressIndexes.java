package dev.hoplint.dialect;

import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Finds Ingresses and HTTPRoutes by what they name.
public final class IngressIndexes {
  /// Ingresses by the hosts of their rules, in lower case; those that take every host, have no rule
  /// or hide the host behind a placeholder stand under the empty name.
  public static final Derivation<Index> BY_HOST = Derivation.index(IngressIndexes::hosts);

  /// Ingresses by the hosts that they list for TLS, in lower case.
  public static final Derivation<Index> BY_TLS_HOST = Derivation.index(IngressIndexes::tlsHosts);

  /// Ingresses by the names of the Services that they lead to, which are in their own namespace.
  public static final Derivation<Index> BY_SERVICE = Derivation.index(IngressIndexes::services);

  /// HTTPRoutes by [#service] of what they lead to.
  public static final Derivation<Index> ROUTES_BY_SERVICE =
      Derivation.index(IngressIndexes::routed);

  private IngressIndexes() {}

  /// The key of a Service that another namespace may name.
  public static String service(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static Set<String> hosts(Resource resource) {
    Set<String> hosts = new HashSet<>();
    if (resource instanceof Ingress ingress) {
      ingress.rules().forEach(rule -> hosts.add(rule.host().or("").toLowerCase(Locale.ROOT)));
      if (ingress.rules().isEmpty()) {
        hosts.add("");
      }
    }
    return hosts;
  }

  private static Set<String> tlsHosts(Resource resource) {
    Set<String> hosts = new HashSet<>();
    if (resource instanceof Ingress ingress) {
      for (Ingress.Tls tls : ingress.tls()) {
        tls.hosts()
            .forEach(one -> one.get().ifPresent(host -> hosts.add(host.toLowerCase(Locale.ROOT))));
      }
    }
    return hosts;
  }

  private static Set<String> services(Resource resource) {
    Set<String> services = new HashSet<>();
    if (resource instanceof Ingress ingress) {
      ingress.defaultBackend().ifPresent(backend -> add(backend, services));
      for (Ingress.Rule rule : ingress.rules()) {
        rule.paths().forEach(path -> add(path.backend(), services));
      }
    }
    return services;
  }

  private static void add(Ingress.Backend backend, Set<String> services) {
    if (backend instanceof Ingress.ServiceBackend(var _, var service, var _)) {
      service.get().ifPresent(services::add);
    }
  }

  private static Set<String> routed(Resource resource) {
    Set<String> services = new HashSet<>();
    if (resource instanceof HttpRoute route) {
      for (HttpRoute.BackendRef backend : route.backends()) {
        services.add(service(backend.namespace().or(route.namespace()), backend.name().or("")));
      }
    }
    return services;
  }
}
