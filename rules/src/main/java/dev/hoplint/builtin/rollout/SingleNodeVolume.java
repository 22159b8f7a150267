package dev.hoplint.builtin.rollout;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.Opaque;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.List;
import java.util.Optional;

/// A volume that forces the old pod out before the new one can start: one that only one node (or
/// one pod) can mount.
final class SingleNodeVolume {
  private SingleNodeVolume() {}

  /// `volume claim "data" is ReadWriteOnce`; empty where nothing forces the order. A claim that the
  /// input does not show may be one.
  static Optional<String> of(Workload workload, World world) {
    for (Field<String> claim : workload.template().claims()) {
      Optional<List<String>> modes = claim.get().flatMap(name -> modes(workload, world, name));
      if (modes.isEmpty()) {
        return Optional.of(
            "volume claim \"" + claim.or("?") + "\" may be one that a single node mounts");
      }
      for (String mode : modes.get()) {
        if (mode.equals("ReadWriteOnce") || mode.equals("ReadWriteOncePod")) {
          return Optional.of("volume claim \"" + claim.or("?") + "\" is " + mode);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<List<String>> modes(Workload workload, World world, String name) {
    return world.all(Opaque.class, workload.namespace()).stream()
        .filter(one -> one.ref().kind().name().equals("PersistentVolumeClaim"))
        .filter(one -> one.name().equals(name) && world.together(workload, one))
        .findFirst()
        .map(one -> one.root().get("spec").map(SingleNodeVolume::accessModes).orElse(List.of()));
  }

  private static List<String> accessModes(Node spec) {
    return spec.resolve() instanceof Mapping mapping
            && mapping.get("accessModes").map(Node::resolve).orElse(null) instanceof Sequence modes
        ? modes.items().stream()
            .map(item -> item.resolve() instanceof Scalar scalar ? scalar.value() : "")
            .toList()
        : List.of();
  }
}
