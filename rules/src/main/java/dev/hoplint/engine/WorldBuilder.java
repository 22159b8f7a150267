package dev.hoplint.engine;

import dev.hoplint.config.Config;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.intake.Intake;
import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Kind;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the world of an intake: gives every object its namespace and reads it.
final class WorldBuilder {
  private WorldBuilder() {}

  /// The world, with each manifest's resource at the manifest's index.
  record Built(World world, List<Resource> resources) {}

  static Built build(Intake intake, Config config) {
    Map<Integer, String> onlyNamespace = onlyNamespaces(intake);
    List<Resource> resources = new ArrayList<>(intake.manifests().size());
    for (ManifestDocument manifest : intake.manifests()) {
      AppliedSet set = intake.sets().get(manifest.set());
      String namespace =
          config.namespace().orElseGet(() -> onlyNamespace.getOrDefault(set.id(), "default"));
      resources.add(ResourceReader.read(manifest, namespace));
    }
    World world =
        World.of(
            resources,
            intake.sets(),
            config.closedWorld() ? Visibility.closed() : Visibility.auto(),
            assumptions(config));
    return new Built(world, resources);
  }

  static Assumptions assumptions(Config config) {
    return new Assumptions(
        config.assumeExists(),
        config.externalWorkloads().stream()
            .map(one -> new Assumptions.ExternalWorkload(one.namespace(), one.labels()))
            .toList());
  }

  /// An unwritten namespace is the only one its set writes. Objects that tell a delivery tool what
  /// to fetch live in the tool's own namespace, which says nothing of the others.
  private static Map<Integer, String> onlyNamespaces(Intake intake) {
    Map<Integer, Set<String>> written = new HashMap<>();
    for (ManifestDocument manifest : intake.manifests()) {
      if (isDelivery(ResourceReader.kind(manifest.root()))) {
        continue;
      }
      writtenNamespace(manifest.root())
          .ifPresent(
              name -> written.computeIfAbsent(manifest.set(), _ -> new HashSet<>()).add(name));
    }
    Map<Integer, String> only = new HashMap<>();
    written.forEach(
        (set, names) -> {
          if (names.size() == 1) {
            only.put(set, names.iterator().next());
          }
        });
    return only;
  }

  private static boolean isDelivery(Kind kind) {
    String group = kind.group();
    return group.endsWith(".fluxcd.io")
        || group.endsWith(".cattle.io")
        || (group.equals("argoproj.io") && kind.name().startsWith("App"));
  }

  private static Optional<String> writtenNamespace(Mapping root) {
    return root.get("metadata")
        .filter(Mapping.class::isInstance)
        .flatMap(metadata -> ((Mapping) metadata).get("namespace"))
        .filter(node -> node instanceof Scalar scalar && scalar.isString())
        .map(node -> ((Scalar) node).value());
  }
}
