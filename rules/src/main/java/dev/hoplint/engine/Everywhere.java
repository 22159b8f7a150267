package dev.hoplint.engine;

import dev.hoplint.resource.IngressClass;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.world.Placed;
import java.util.List;
import java.util.Set;

/// Changes that reach every object: what a class means, and what controllers are told, decides
/// about Ingresses of all namespaces. A new image of the same version or another annotation does
/// not.
final class Everywhere {
  private Everywhere() {}

  static boolean reaches(RouteGraph before, RouteGraph after, Set<ObjectRef> changed) {
    boolean controller =
        changed.stream()
            .anyMatch(ref -> before.nginx().isController(ref) || after.nginx().isController(ref));
    if (controller && !before.nginx().isToldAs(after.nginx())) {
      return true;
    }
    return changed.stream().anyMatch(ref -> !classes(before, ref).equals(classes(after, ref)));
  }

  private record Meaning(String name, String controller, boolean isDefault) {}

  private static List<Meaning> classes(RouteGraph graph, ObjectRef ref) {
    return graph.world().placed(ref).stream()
        .map(Placed::resource)
        .filter(IngressClass.class::isInstance)
        .map(IngressClass.class::cast)
        .map(one -> new Meaning(one.name(), one.controller().or("?"), one.isDefault()))
        .toList();
  }
}
