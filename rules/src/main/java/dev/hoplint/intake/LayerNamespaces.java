package dev.hoplint.intake;

import dev.hoplint.intake.KustomizationGraph.Layered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The namespace that kustomizations give to what they list: the outermost `namespace:` counts.
final class LayerNamespaces {
  /// Several overlays put it into different namespaces.
  private static final String VARIES = "\0";

  private final Map<Layered, String> namespaces = new HashMap<>();

  LayerNamespaces(KustomizationGraph graph) {
    for (Layered layered : graph.topDown()) {
      Set<String> imposed = new HashSet<>();
      for (Layered user : layered.users()) {
        imposed.add(namespaces.getOrDefault(user, ""));
      }
      String outer =
          imposed.size() > 1 ? VARIES : imposed.isEmpty() ? "" : imposed.iterator().next();
      String own = layered.kustomization().map(Kustomization::namespace).orElse("");
      namespaces.put(layered, outer.isEmpty() ? own : outer);
    }
  }

  /// The namespace; empty where nothing is said, or where overlays differ.
  String of(Layered layered) {
    String namespace = namespaces.getOrDefault(layered, "");
    return namespace.equals(VARIES) ? "" : namespace;
  }

  /// Whether overlays put it into different namespaces.
  boolean varies(Layered layered) {
    return namespaces.getOrDefault(layered, "").equals(VARIES);
  }
}
