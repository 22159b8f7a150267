package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.IngressIndexes;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.world.Derivation;
import dev.hoplint.world.Index;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;

/// What may end TLS in front of controllers: whether it loops depends on every Ingress behind it.
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

  /// The Services and Ingresses of a world that may end TLS.
  public static List<Resource> in(World world) {
    Index services = world.derived(SERVICES);
    List<Resource> fronts = services.get(BALANCER);
    for (Placed one : services.placed(CONTROLLER)) {
      fronts.addAll(
          world.derived(IngressIndexes.BY_SERVICE).get(one.resource().name(), one.namespace()));
    }
    return fronts;
  }
}
