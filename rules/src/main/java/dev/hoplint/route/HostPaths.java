package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.StringMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Every path of every host, for rules that compare Ingresses.
///
/// Ingresses of one applied set and one class share their hosts. Those of one listener also share
/// their paths: GKE and AWS give an Ingress (or a group) a load balancer of its own, and with some
/// controllers annotations decide which requests a path sees at all.
public final class HostPaths {
  private static final String ALB_GROUP = "alb.ingress.kubernetes.io/group.name";

  /// A host of a class within an applied set.
  ///
  /// @param name the rule's host in lower case; empty for every host
  public record Host(int set, String className, String name) {}

  /// One path of a rule.
  public record Entry(Ingress ingress, Ingress.Rule rule, Ingress.Path path) {}

  private record Used(int set, Upstream upstream) {}

  private record Spot(Host host, String listener, String path, String type) {}

  private final Map<Host, List<Entry>> byHost = new HashMap<>();
  private final Map<Spot, List<Entry>> bySpot = new HashMap<>();
  private final Map<Used, List<Ingress>> users = new HashMap<>();
  private final Set<Host> openHosts = new HashSet<>();
  private final Set<Host> defaultBackends = new HashSet<>();
  private final Set<Host> tlsHosts = new HashSet<>();
  private final Function<Ingress, Controller> controllers;

  HostPaths(List<Ingress> ingresses, Function<Ingress, Controller> controllers) {
    this.controllers = controllers;
    ingresses.stream()
        .sorted(
            Comparator.comparing(Ingress::namespace)
                .thenComparing(Ingress::name)
                .thenComparing(ingress -> ingress.meta().file()))
        .forEach(this::add);
  }

  private void add(Ingress ingress) {
    String listener = listener(ingress, controllers.apply(ingress));
    for (Ingress.Rule rule : ingress.rules()) {
      Optional<Host> host = host(ingress, rule);
      if (host.isPresent()) {
        addRule(ingress, rule, host.get(), listener);
      }
    }
    ingress.defaultBackend().ifPresent(backend -> addUser(ingress, backend));
    for (Ingress.Tls tls : ingress.tls()) {
      tls.hosts().forEach(one -> one.get().ifPresent(name -> tlsHosts.add(host(ingress, name))));
    }
  }

  private void addRule(Ingress ingress, Ingress.Rule rule, Host host, String listener) {
    if (ingress.defaultBackend().isPresent()) {
      defaultBackends.add(host);
    }
    List<Entry> entries = byHost.computeIfAbsent(host, _ -> new ArrayList<>());
    for (Ingress.Path path : rule.paths()) {
      Entry entry = new Entry(ingress, rule, path);
      entries.add(entry);
      addUser(ingress, path.backend());
      if (path.path().isUnknown() || path.pathType().isUnknown()) {
        openHosts.add(host);
      } else {
        bySpot.computeIfAbsent(spot(entry, host, listener), _ -> new ArrayList<>()).add(entry);
      }
    }
  }

  private void addUser(Ingress ingress, Ingress.Backend backend) {
    used(ingress, backend)
        .map(used -> users.computeIfAbsent(used, _ -> new ArrayList<>(1)))
        .filter(known -> known.isEmpty() || known.getLast() != ingress)
        .ifPresent(known -> known.add(ingress));
  }

  private static Optional<Used> used(Ingress ingress, Ingress.Backend backend) {
    return Upstream.of(ingress, backend).map(one -> new Used(ingress.meta().set(), one));
  }

  private Spot spot(Entry entry, Host host, String listener) {
    boolean nginx = controllers.apply(entry.ingress()).is(Dialects.INGRESS_NGINX);
    String type = entry.path().pathType().or("ImplementationSpecific");
    return new Spot(
        host, listener, text(entry.path()), nginx && !type.equals("Exact") ? "Prefix" : type);
  }

  /// The path's text; an absent or empty path is the root.
  public static String text(Ingress.Path path) {
    String text = path.path().or("");
    return text.isEmpty() ? "/" : text;
  }

  /// The host of a rule; empty where a placeholder decides.
  public static Optional<Host> host(Ingress ingress, Ingress.Rule rule) {
    boolean unknown = rule.host().isUnknown() || ingress.className().isUnknown();
    return unknown ? Optional.empty() : Optional.of(host(ingress, rule.host().or("")));
  }

  private static Host host(Ingress ingress, String name) {
    return new Host(
        ingress.meta().set(),
        Controllers.className(ingress).orElse(""),
        name.toLowerCase(Locale.ROOT));
  }

  private static String listener(Ingress ingress, Controller controller) {
    if (controller.dialect().isEmpty()
        || controller.is(Dialects.INGRESS_NGINX)
        || controller.is(Dialects.F5_NGINX)) {
      return "";
    }
    String own = ingress.ref() + " " + ingress.meta().file();
    if (controller.is(Dialects.GCE)) {
      return own;
    }
    if (controller.is(Dialects.AWS_ALB)) {
      return ingress.meta().annotations().get(ALB_GROUP).orElse(own);
    }
    StringBuilder settings = new StringBuilder();
    for (StringMap.Entry annotation : ingress.meta().annotations().entries()) {
      if (isRead(annotation, controller.dialect().get())) {
        settings.append(annotation.key()).append('=').append(annotation.value().or("?"));
        settings.append('\n');
      }
    }
    return settings.toString();
  }

  private static boolean isRead(StringMap.Entry annotation, Dialect dialect) {
    return dialect.annotationPrefixes().stream().anyMatch(annotation.key()::startsWith);
  }

  /// The paths of a host over all its Ingresses, by namespace and name of the Ingress.
  public List<Entry> of(Host host) {
    return byHost.getOrDefault(host, List.of());
  }

  /// The definitions of one path: the same listener, host, text and type, itself included. Empty
  /// where a placeholder decides.
  public List<Entry> same(Entry entry) {
    Ingress ingress = entry.ingress();
    Field<String> path = entry.path().path();
    if (path.isUnknown() || entry.path().pathType().isUnknown()) {
      return List.of();
    }
    return host(ingress, entry.rule())
        .map(host -> spot(entry, host, listener(ingress, controllers.apply(ingress))))
        .map(spot -> bySpot.getOrDefault(spot, List.of()))
        .orElse(List.of());
  }

  /// The Ingresses of a set and namespace that name the same Service and port in the same words,
  /// the given one included.
  public List<Ingress> usersOf(Ingress ingress, Ingress.Backend backend) {
    return used(ingress, backend)
        .map(used -> users.getOrDefault(used, List.of()))
        .orElse(List.of());
  }

  /// Whether a placeholder hides what a host serves.
  public boolean isOpen(Host host) {
    return openHosts.contains(host);
  }

  /// Whether an Ingress of the host answers what no path matches.
  public boolean hasDefaultBackend(Host host) {
    return defaultBackends.contains(host);
  }

  /// Whether some Ingress lists the host for TLS.
  public boolean hasTls(Host host) {
    return tlsHosts.contains(host);
  }
}
