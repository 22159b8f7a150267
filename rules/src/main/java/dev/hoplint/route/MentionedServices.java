package dev.hoplint.route;

import dev.hoplint.resource.Kind;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Service;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.HashSet;
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

  private final Set<String> names = new HashSet<>();

  private MentionedServices() {}

  /// Whether objects of a kind route requests in ways that are not followed.
  static boolean isRoute(Kind kind) {
    return ROUTE_KINDS.contains(kind.name());
  }

  static MentionedServices in(World world) {
    MentionedServices found = new MentionedServices();
    for (Opaque route : world.all(Opaque.class)) {
      if (isRoute(route.ref().kind())) {
        route.root().get("spec").ifPresent(found::collect);
      }
    }
    return found;
  }

  private void collect(Node node) {
    switch (node.resolve()) {
      case Mapping mapping -> mapping.entries().forEach(entry -> collect(entry.value()));
      case Sequence sequence -> sequence.items().forEach(this::collect);
      case Scalar scalar -> {
        String text = scalar.value();
        int dot = text.indexOf('.');
        names.add(dot < 0 ? text : text.substring(0, dot));
      }
      case dev.hoplint.yaml.Alias _ -> {}
    }
  }

  boolean mention(Service service) {
    return names.contains(service.name());
  }
}
