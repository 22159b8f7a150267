package dev.hoplint.route;

import dev.hoplint.resource.Kind;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Services that routes of other kinds mention by name: they may be routed.
///
/// IngressRoute, VirtualService, HTTPProxy and their like are not followed; a Service whose name
/// stands in one of them as a host or name counts as possibly routed.
final class MentionedServices {
  private static final Set<String> ROUTE_KINDS =
      Set.of(
          "ApisixRoute",
          "DestinationRule",
          "HTTPProxy",
          "HttpRouteGroup",
          "IngressRoute",
          "IngressRouteTCP",
          "Mapping",
          "Route",
          "TCPRoute",
          "TLSRoute",
          "TargetGroupBinding",
          "TrafficSplit",
          "TransportServer",
          "TraefikService",
          "VirtualServer",
          "VirtualServerRoute",
          "VirtualService");

  private static final Derivation<Index> BY_NAME = Derivation.index(MentionedServices::names);

  private MentionedServices() {}

  /// Whether objects of a kind route requests in ways that are not followed.
  static boolean isRoute(Kind kind) {
    return ROUTE_KINDS.contains(kind.name());
  }

  /// Whether such an object mentions the Service's name.
  static boolean mention(World world, Service service) {
    return world.derived(BY_NAME).has(service.name());
  }

  /// The Services whose names an object mentions.
  static List<Service> mentioned(World world, Opaque route) {
    List<Service> found = new ArrayList<>();
    for (String name : names(route)) {
      found.addAll(world.named(Service.class, name));
    }
    return found;
  }

  private static Set<String> names(Resource resource) {
    Set<String> names = new HashSet<>();
    if (resource instanceof Opaque route && isRoute(route.ref().kind())) {
      route.root().get("spec").ifPresent(spec -> collect(spec, names));
    }
    return names;
  }

  private static void collect(Node node, Set<String> names) {
    switch (node.resolve()) {
      case Mapping mapping -> mapping.entries().forEach(entry -> collect(entry.value(), names));
      case Sequence sequence -> sequence.items().forEach(item -> collect(item, names));
      case Scalar scalar -> {
        String text = scalar.value();
        int dot = text.indexOf('.');
        names.add(dot < 0 ? text : text.substring(0, dot));
      }
      case dev.hoplint.yaml.Alias _ -> {}
    }
  }
}
