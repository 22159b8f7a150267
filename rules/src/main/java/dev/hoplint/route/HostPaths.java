package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Controllers;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.world.IdentityCache;
import dev.hoplint.world.WorkLimit;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

  /// What all Ingresses say about one host.
  ///
  /// @param isOpen whether a placeholder hides what it serves
  private record Paths(
      List<Entry> entries, Map<Spot, List<Entry>> bySpot, boolean isOpen, boolean hasDefault) {}

  private final World world;
  private final Function<Ingress, Controller> controllers;
  private final Map<Host, Paths> hosts = new ConcurrentHashMap<>();
  private final Map<Used, List<Ingress>> users = new ConcurrentHashMap<>();
  private final IdentityCache<Ingress, Map<Host, List<Ingress.Rule>>> rules =
      new IdentityCache<>(HostPaths::byHost);

  HostPaths(World world, Function<Ingress, Controller> controllers) {
    this.world = world;
    this.controllers = controllers;
  }

  private static Map<Host, List<Ingress.Rule>> byHost(Ingress ingress) {
    Map<Host, List<Ingress.Rule>> rules = new HashMap<>();
    for (Ingress.Rule rule : ingress.rules()) {
      host(ingress, rule)
          .ifPresent(host -> rules.computeIfAbsent(host, _ -> new ArrayList<>(1)).add(rule));
    }
    return rules;
  }

  private static List<Ingress> sorted(List<Resource> ingresses) {
    return ingresses.stream()
        .map(Ingress.class::cast)
        .sorted(
            Comparator.comparing(Ingress::namespace)
                .thenComparing(Ingress::name)
                .thenComparing(ingress -> ingress.meta().file()))
        .toList();
  }

  private Paths paths(Host host) {
    Paths known = hosts.get(host);
    if (known == null) {
      known = find(host);
      hosts.put(host, known);
    }
    return known;
  }

  private Paths find(Host host) {
    List<Entry> entries = new ArrayList<>();
    Map<Spot, List<Entry>> bySpot = new HashMap<>();
    boolean open = false;
    boolean hasDefault = false;
    for (Ingress ingress : sorted(world.derived(IngressIndexes.BY_HOST).get(host.name()))) {
      WorkLimit.check();
      String listener = listener(ingress, controllers.apply(ingress));
      for (Ingress.Rule rule : rules.get(ingress).getOrDefault(host, List.of())) {
        hasDefault |= ingress.defaultBackend().isPresent();
        for (Ingress.Path path : rule.paths()) {
          WorkLimit.check();
          Entry entry = new Entry(ingress, rule, path);
          entries.add(entry);
          if (path.path().isUnknown() || path.pathType().isUnknown()) {
            open = true;
          } else {
            bySpot.computeIfAbsent(spot(entry, host, listener), _ -> new ArrayList<>(1)).add(entry);
          }
        }
      }
    }
    return new Paths(entries, bySpot, open, hasDefault);
  }

  private List<Ingress> users(Used used) {
    return sorted(
            world
                .derived(IngressIndexes.BY_SERVICE)
                .get(used.upstream().service(), used.upstream().namespace()))
        .stream()
        .filter(ingress -> uses(ingress, used))
        .toList();
  }

  private static boolean uses(Ingress ingress, Used used) {
    WorkLimit.check();
    return ingress.defaultBackend().filter(one -> isOf(ingress, one, used)).isPresent()
        || ingress.rules().stream()
            .filter(rule -> host(ingress, rule).isPresent())
            .flatMap(rule -> rule.paths().stream())
            .anyMatch(path -> isOf(ingress, path.backend(), used));
  }

  private static boolean isOf(Ingress ingress, Ingress.Backend backend, Used used) {
    return used(ingress, backend).filter(used::equals).isPresent();
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
    return paths(host).entries();
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
        .map(spot -> paths(spot.host()).bySpot().getOrDefault(spot, List.of()))
        .orElse(List.of());
  }

  /// The Ingresses of a set and namespace that name the same Service and port in the same words,
  /// the given one included.
  public List<Ingress> usersOf(Ingress ingress, Ingress.Backend backend) {
    Optional<Used> used = used(ingress, backend);
    if (used.isEmpty()) {
      return List.of();
    }
    List<Ingress> known = users.get(used.get());
    if (known == null) {
      known = users(used.get());
      users.put(used.get(), known);
    }
    return known;
  }

  /// Whether a placeholder hides what a host serves.
  public boolean isOpen(Host host) {
    return paths(host).isOpen();
  }

  /// Whether an Ingress of the host answers what no path matches.
  public boolean hasDefaultBackend(Host host) {
    return paths(host).hasDefault();
  }

  /// Whether some Ingress lists the host for TLS.
  public boolean hasTls(Host host) {
    return !world
        .derived(IngressIndexes.BY_TLS_HOST)
        .visit(host.name(), one -> !host((Ingress) one.resource(), host.name()).equals(host));
  }
}
