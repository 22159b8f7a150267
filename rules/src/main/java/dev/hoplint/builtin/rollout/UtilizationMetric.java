package dev.hoplint.builtin.rollout;

import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.PodTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A metric that compares usage with what containers request.
///
/// @param resource `cpu` or `memory`
/// @param container the only container it looks at; empty for all of the pod
/// @param place the metric, or the autoscaler's name where none is written
record UtilizationMetric(String resource, Optional<String> container, Place place) {

  /// The metrics of an autoscaler; empty entries are metrics that need no request. Without metrics
  /// the API server fills in 80 % of the requested CPU (defaulting of autoscaling/v2).
  static List<Optional<UtilizationMetric>> of(Autoscaler autoscaler) {
    if (autoscaler.meta().annotations().has("autoscaling.alpha.kubernetes.io/metrics")) {
      // How autoscaling/v1 keeps the metrics that it has no fields for.
      return List.of(Optional.empty());
    }
    if (autoscaler.metrics().isEmpty()) {
      return List.of(
          Optional.of(
              new UtilizationMetric("cpu", Optional.empty(), autoscaler.meta().namePlace())));
    }
    List<Optional<UtilizationMetric>> metrics = new ArrayList<>();
    for (Autoscaler.Metric metric : autoscaler.metrics()) {
      metrics.add(of(metric));
    }
    return metrics;
  }

  private static Optional<UtilizationMetric> of(Autoscaler.Metric metric) {
    String type = metric.type().or("");
    Optional<String> resource = metric.resource().get();
    boolean ofContainer = type.equals("ContainerResource");
    boolean readable = resource.isPresent() && (!ofContainer || metric.container().isPresent());
    return metric.isUtilization() && readable && (ofContainer || type.equals("Resource"))
        ? Optional.of(
            new UtilizationMetric(
                resource.get(),
                ofContainer ? metric.container().get() : Optional.empty(),
                metric.place()))
        : Optional.empty();
  }

  /// The first container that the metric needs and that has neither request nor limit.
  Optional<Container> lackingContainer(PodTemplate pod) {
    return pod.serving().stream()
        .filter(one -> container.isEmpty() || one.name().is(container.get()))
        .filter(one -> !one.requests().contains(resource) && !one.limits().contains(resource))
        .findFirst();
  }
}
