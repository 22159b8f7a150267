package dev.hoplint.resource;

import java.util.List;
import java.util.Optional;

/// An object that runs pods: a built-in kind, or any kind with `spec.template.spec.containers`.
///
/// @param replicas absent means 1, unless an autoscaler decides
/// @param selector absent for pods and jobs
/// @param claimTemplates access modes of the volume claim templates of a StatefulSet
public record Workload(
    Meta meta,
    WorkloadType type,
    Field<Integer> replicas,
    Optional<LabelSelector> selector,
    PodTemplate template,
    Strategy strategy,
    Field<Integer> minReadySeconds,
    List<Field<String>> claimTemplates)
    implements Resource {
  public Workload {
    claimTemplates = List.copyOf(claimTemplates);
  }

  /// How pods are replaced.
  ///
  /// @param type `RollingUpdate`, `Recreate`, `OnDelete`; absent means RollingUpdate
  /// @param partition of a StatefulSet: pods with a smaller ordinal are not rolled; absent means 0
  /// @param isCustom whether it is written in a way only its own controller understands (canary,
  ///   blue/green)
  public record Strategy(
      Place place,
      Field<String> type,
      Field<IntOrPercent> maxUnavailable,
      Field<IntOrPercent> maxSurge,
      Field<Integer> partition,
      boolean isCustom) {}
}
