package dev.hoplint.resource;

import java.util.List;

/// Something that decides how many pods a workload has.
///
/// @param minReplicas absent means 1 for a HorizontalPodAutoscaler, 0 for KEDA
/// @param metrics empty where nothing is written (the API server fills in 80 % CPU)
public record Autoscaler(
    Meta meta,
    Type type,
    Field<String> targetApiVersion,
    Field<String> targetKind,
    Field<String> targetName,
    Field<Integer> minReplicas,
    Field<Integer> maxReplicas,
    List<Metric> metrics)
    implements Resource {
  public Autoscaler {
    metrics = List.copyOf(metrics);
  }

  /// Who scales.
  public enum Type {
    HORIZONTAL_POD_AUTOSCALER,
    /// KEDA's ScaledObject, which creates a HorizontalPodAutoscaler and may scale to zero.
    SCALED_OBJECT,
    /// An Argo Rollout that takes its pods from a Deployment (`workloadRef`) and scales that to
    /// zero.
    ROLLOUT_REFERENCE
  }

  /// One metric.
  ///
  /// @param resource `cpu`, `memory`, … for metrics of type Resource and ContainerResource
  /// @param container the container of a ContainerResource metric
  /// @param isUtilization whether it is relative to what the containers request
  public record Metric(
      Place place,
      Field<String> type,
      Field<String> resource,
      Field<String> container,
      boolean isUtilization) {}
}
