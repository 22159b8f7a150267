package dev.hoplint.resource;

import java.util.ArrayList;
import java.util.List;

/// Reads what scales workloads.
final class AutoscalerReader {
  private AutoscalerReader() {}

  static Autoscaler autoscaler(Meta meta, FieldReader spec) {
    return of(
        meta,
        Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER,
        spec.child("scaleTargetRef"),
        spec.integer("minReplicas"),
        spec.integer("maxReplicas"),
        metrics(spec));
  }

  static Autoscaler scaledObject(Meta meta, FieldReader spec) {
    return of(
        meta,
        Autoscaler.Type.SCALED_OBJECT,
        spec.child("scaleTargetRef"),
        spec.integer("minReplicaCount"),
        spec.integer("maxReplicaCount"),
        List.of());
  }

  static Autoscaler rolloutReference(Meta meta, FieldReader target) {
    return of(
        meta,
        Autoscaler.Type.ROLLOUT_REFERENCE,
        target,
        new Field.Absent<>(target.place()),
        new Field.Absent<>(target.place()),
        List.of());
  }

  private static Autoscaler of(
      Meta meta,
      Autoscaler.Type type,
      FieldReader target,
      Field<Integer> minReplicas,
      Field<Integer> maxReplicas,
      List<Autoscaler.Metric> metrics) {
    return new Autoscaler(
        meta,
        type,
        target.string("apiVersion"),
        target.string("kind"),
        target.string("name"),
        minReplicas,
        maxReplicas,
        metrics);
  }

  private static List<Autoscaler.Metric> metrics(FieldReader spec) {
    List<Autoscaler.Metric> metrics = new ArrayList<>();
    if (spec.has("targetCPUUtilizationPercentage")) {
      Place place = spec.integer("targetCPUUtilizationPercentage").place();
      metrics.add(
          new Autoscaler.Metric(
              place,
              new Field.Present<>("Resource", place),
              new Field.Present<>("cpu", place),
              new Field.Absent<>(place),
              true));
    }
    for (FieldReader metric : spec.items("metrics")) {
      FieldReader resource =
          metric.child(metric.has("containerResource") ? "containerResource" : "resource");
      boolean utilization =
          resource.has("targetAverageUtilization")
              || resource.child("target").has("averageUtilization");
      metrics.add(
          new Autoscaler.Metric(
              metric.place(),
              metric.string("type"),
              resource.string("name"),
              resource.string("container"),
              utilization));
    }
    return metrics;
  }
}
