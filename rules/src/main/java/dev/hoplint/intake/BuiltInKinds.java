package dev.hoplint.intake;

import java.util.Set;

/// The names of Kubernetes' own groups and kinds, as far as intake asks for them.
final class BuiltInKinds {
  static final Set<String> POD_CONTROLLERS =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController");

  /// What a selector may find.
  static final Set<String> PODS =
      Set.of(
          "Pod",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob",
          "Rollout");

  private static final Set<String> ROUTED =
      Set.of(
          "Ingress",
          "IngressClass",
          "Service",
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "Pod",
          "Job",
          "CronJob",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "NetworkPolicy",
          "HTTPRoute");

  private static final Set<String> GROUPS =
      Set.of(
          "",
          "apps",
          "batch",
          "autoscaling",
          "policy",
          "extensions",
          "networking.k8s.io",
          "rbac.authorization.k8s.io",
          "authorization.k8s.io",
          "authentication.k8s.io",
          "storage.k8s.io",
          "snapshot.storage.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "admissionregistration.k8s.io",
          "scheduling.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "node.k8s.io",
          "resource.k8s.io",
          "certificates.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "metrics.k8s.io",
          "autoscaling.k8s.io");

  private BuiltInKinds() {}

  /// Kinds that hoplint reads.
  static boolean isRouted(String kind) {
    return ROUTED.contains(kind);
  }

  /// Groups whose objects create nothing that manifests refer to, beyond pods of their templates.
  static boolean isBuiltInGroup(String group) {
    return GROUPS.contains(group);
  }

  static boolean isWorkload(String kind) {
    return PODS.contains(kind);
  }
}
