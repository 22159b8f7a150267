package dev.hoplint.route;

import dev.hoplint.resource.HttpRoute;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Names;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Which rules of a world serve a host.
///
/// A wildcard covers exactly one label and never the bare domain (networking.k8s.io/v1
/// `IngressRule.host`); of a host, a wildcard and no host at all, the first that is written serves.
final class TraceHosts {
  private final World world;
  private final Map<String, List<Candidate>> byHost = new HashMap<>();
  private final List<Ingress> unreadable = new ArrayList<>();

  /// A rule that serves a host; without a rule, an Ingress that is nothing but a default backend.
  ///
  /// @param host as the rule writes it, lower case; empty for every host
  record Candidate(Ingress ingress, Optional<Ingress.Rule> rule, String host) {}

  TraceHosts(World world) {
    this.world = world;
    for (Ingress ingress : world.all(Ingress.class)) {
      for (Ingress.Rule rule : ingress.rules()) {
        if (rule.host().isUnknown()) {
          unreadable.add(ingress);
        } else {
          add(ingress, Optional.of(rule), rule.host().or("").toLowerCase(Locale.ROOT));
        }
      }
      if (ingress.rules().isEmpty() && ingress.defaultBackend().isPresent()) {
        add(ingress, Optional.empty(), "");
      }
    }
  }

  private void add(Ingress ingress, Optional<Ingress.Rule> rule, String host) {
    byHost.computeIfAbsent(host, _ -> new ArrayList<>()).add(new Candidate(ingress, rule, host));
  }

  /// The best rules for a host: its own, else those of its wildcard, else those for every host.
  List<Candidate> serving(String host) {
    List<Candidate> own = byHost.getOrDefault(host, List.of());
    if (!own.isEmpty()) {
      return own;
    }
    int dot = host.indexOf('.');
    List<Candidate> wildcard =
        dot <= 0 ? List.of() : byHost.getOrDefault("*" + host.substring(dot), List.of());
    return wildcard.isEmpty() ? byHost.getOrDefault("", List.of()) : wildcard;
  }

  /// Why a host that no rule serves may be served all the same; empty where nothing says so.
  Optional<String> whyPerhaps(String host) {
    for (HttpRoute route : world.all(HttpRoute.class)) {
      boolean named =
          route.hostnames().isEmpty()
              || route.hostnames().stream().anyMatch(one -> isGateway(one.or(host), host));
      if (named) {
        return Optional.of(route.ref() + " may: routes of the Gateway API are not followed");
      }
    }
    for (Opaque one : world.all(Opaque.class)) {
      if (MentionedServices.isRoute(one.ref().kind()) && mentions(one.root(), host)) {
        return Optional.of(one.ref() + " may: objects of that kind are not followed");
      }
    }
    return unreadable.stream()
        .findFirst()
        .map(one -> one.ref() + " may: the host of a rule of it cannot be read");
  }

  /// A wildcard of the Gateway API covers one label and more.
  private static boolean isGateway(String pattern, String host) {
    return pattern.equals(host)
        || (pattern.startsWith("*.") && host.endsWith(pattern.substring(1)));
  }

  private static boolean mentions(Node node, String host) {
    return switch (node.resolve()) {
      case Mapping mapping ->
          mapping.entries().stream().anyMatch(entry -> mentions(entry.value(), host));
      case Sequence sequence -> sequence.items().stream().anyMatch(item -> mentions(item, host));
      case Scalar scalar -> scalar.value().contains(host);
      case Alias _ -> false;
    };
  }

  /// The host that comes nearest to one that nobody serves.
  Optional<String> nearest(String host) {
    return Names.nearest(
        host, byHost.keySet().stream().filter(one -> !one.isEmpty()).sorted().toList());
  }

  boolean isEmpty() {
    return byHost.isEmpty();
  }

  /// Every Ingress that serves something.
  List<Ingress> ingresses() {
    return world.all(Ingress.class);
  }

  /// Whether all of them may be deployed together.
  boolean together(List<Candidate> candidates) {
    Resource first = candidates.getFirst().ingress();
    return candidates.stream().allMatch(one -> world.together(first, one.ingress()));
  }
}
