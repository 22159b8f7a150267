package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleOptions;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What may end TLS in front of controllers. Whether there is a loop depends on every Ingress
/// behind it, so a change is asked first whether it makes one: reading them all for each would cost
/// as much as there are.
public final class TlsFronts {
  private static final String BALANCER = "balancer";
  private static final String CONTROLLER = "controller";

  private static final Derivation<Index> SERVICES = Derivation.index(TlsFronts::keys);

  private TlsFronts() {}

  private static List<String> keys(Resource resource) {
    List<String> keys = new ArrayList<>();
    if (resource instanceof Service service && TlsEnd.isController(service)) {
      keys.add(CONTROLLER);
      if (TlsEnd.of(service).isPresent()) {
        keys.add(BALANCER);
      }
    }
    return keys;
  }

  /// The Services and Ingresses behind which something loops after a change, and nothing did
  /// before.
  ///
  /// @param near the objects that the change may make another answer of
  public static List<Resource> startingToLoop(
      RouteGraph before, RouteGraph after, Set<ObjectRef> near) {
    List<Resource> fronts = in(after.world());
    if (fronts.isEmpty()) {
      return fronts;
    }
    RuleContext now = new RuleContext(after.world(), after, RuleOptions.NONE);
    RuleContext then = new RuleContext(before.world(), before, RuleOptions.NONE);
    List<Ingress> ingresses = ingresses(after.world(), near);
    fronts.removeIf(
        front ->
            TlsEnd.of(front, now)
                .filter(end -> loops(end, ingresses, now))
                .filter(end -> !loops(end, before.world().all(Ingress.class), then))
                .isEmpty());
    return fronts;
  }

  private static boolean loops(TlsEnd end, List<Ingress> ingresses, RuleContext context) {
    return ingresses.stream().anyMatch(ingress -> end.loop(ingress, context).isPresent());
  }

  private static List<Ingress> ingresses(World world, Set<ObjectRef> refs) {
    List<Ingress> found = new ArrayList<>();
    for (ObjectRef ref : refs) {
      for (Placed one : world.placed(ref)) {
        if (one.resource() instanceof Ingress ingress) {
          found.add(ingress);
        }
      }
    }
    return found;
  }

  /// The Services and Ingresses of a world that may end TLS.
  private static List<Resource> in(World world) {
    Index services = world.derived(SERVICES);
    List<Resource> fronts = services.get(BALANCER);
    for (Placed one : services.placed(CONTROLLER)) {
      fronts.addAll(
          world.derived(IngressIndexes.BY_SERVICE).get(one.resource().name(), one.namespace()));
    }
    return fronts;
  }
}
