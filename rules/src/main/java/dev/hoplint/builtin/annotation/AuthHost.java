package dev.hoplint.builtin.annotation;

import dev.hoplint.resource.Service;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.world.Resolved;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What keeps nginx's resolver from finding the host of an auth-url.
///
/// @param words the rest of a sentence about the URL
/// @param help what to do
record AuthHost(String words, String help) {
  private static final String CLUSTER_SUFFIX = ".svc.cluster.local";

  private static String host(String url) {
    String rest = url.substring(url.indexOf("://") + 3).split("[/?]", 2)[0];
    int colon = rest.lastIndexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  static Optional<AuthHost> trouble(ServedIngress served, RuleContext context, String url) {
    String host = host(url);
    if (host.isEmpty() || host.contains("$") || host.contains("[") || isAddress(host)) {
      return Optional.empty();
    }
    if (host.endsWith(CLUSTER_SUFFIX)) {
      return missing(served, context, host);
    }
    List<String> labels = List.of(host.split("\\.", -1));
    String namespace = labels.size() > 1 ? labels.get(1) : served.ingress().namespace();
    boolean isShort =
        labels.size() == 1
            || (labels.size() == 3 && labels.getLast().equals("svc"))
            || (labels.size() == 2 && hasService(context, namespace, labels.getFirst()));
    return isShort && !host.equals("localhost")
        ? Optional.of(
            new AuthHost(
                "a short name that nginx's resolver does not complete",
                "write \"" + labels.getFirst() + "." + namespace + CLUSTER_SUFFIX + "\""))
        : Optional.empty();
  }

  /// Two labels may be a public domain as well.
  private static boolean hasService(RuleContext context, String namespace, String name) {
    return context.world().all(Service.class, namespace).stream()
        .anyMatch(service -> service.name().equals(name));
  }

  private static Optional<AuthHost> missing(
      ServedIngress served, RuleContext context, String host) {
    List<String> labels =
        List.of(host.substring(0, host.length() - CLUSTER_SUFFIX.length()).split("\\.", -1));
    if (labels.size() != 2) {
      return Optional.empty();
    }
    Resolved<Service> service =
        context
            .world()
            .find(served.ingress(), Service.class, "Service", labels.get(1), labels.getFirst());
    return service instanceof Resolved.Missing<Service>
        ? Optional.of(
            new AuthHost(
                "but namespace \""
                    + labels.get(1)
                    + "\" has no Service \""
                    + labels.getFirst()
                    + "\"",
                "name a Service that exists"))
        : Optional.empty();
  }

  private static boolean isAddress(String host) {
    return host.matches("[0-9.]+");
  }
}
