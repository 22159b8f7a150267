package dev.hoplint.builtin.rollout;

import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Kind;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a written HorizontalPodAutoscaler scales.
///
/// The autoscaler finds its target by group, kind and name in its own namespace; the version does
/// not matter (`reconcileAutoscaler` of the horizontal controller maps group and kind).
final class ScaleTarget {
  private static final Set<String> APPS = Set.of("Deployment", "StatefulSet", "ReplicaSet");

  private ScaleTarget() {}

  /// The workload that the autoscaler really scales; empty for KEDA and where it finds none.
  static Optional<Workload> of(Autoscaler autoscaler, World world) {
    return autoscaler.type() == Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER
            && !isOfWrongGroup(autoscaler)
        ? world.targetOf(autoscaler).found()
        : Optional.empty();
  }

  /// The HorizontalPodAutoscalers that scale a workload.
  static List<Autoscaler> autoscalersOf(Workload workload, World world) {
    return world.autoscalersOf(workload).stream()
        .filter(one -> of(one, world).filter(target -> target == workload).isPresent())
        .toList();
  }

  /// Whether the kind is one of group `apps` and the reference names another group, where no such
  /// kind exists any more (`extensions` until Kubernetes 1.15) or ever did.
  static boolean isOfWrongGroup(Autoscaler autoscaler) {
    if (autoscaler.targetApiVersion().isUnknown()) {
      return false;
    }
    String kind = autoscaler.targetKind().or("");
    return APPS.contains(kind)
        && !new Kind(autoscaler.targetApiVersion().or(""), kind).group().equals("apps");
  }
}
