package dev.hoplint.resource;

/// What runs the pods of a workload.
public enum WorkloadType {
  DEPLOYMENT,
  STATEFUL_SET,
  DAEMON_SET,
  REPLICA_SET,
  POD,
  JOB,
  CRON_JOB,
  /// Argo Rollouts' Rollout.
  ROLLOUT,
  /// Any other kind with `spec.template.spec.containers`.
  OTHER;

  static WorkloadType of(Kind kind) {
    return switch (kind.name()) {
      case "Deployment" -> DEPLOYMENT;
      case "StatefulSet" -> kind.group().equals("apps") ? STATEFUL_SET : OTHER;
      case "DaemonSet" -> DAEMON_SET;
      case "ReplicaSet", "ReplicationController" -> REPLICA_SET;
      case "Pod" -> POD;
      case "Job" -> kind.group().equals("batch") ? JOB : OTHER;
      case "CronJob" -> kind.group().equals("batch") ? CRON_JOB : OTHER;
      case "Rollout" -> ROLLOUT;
      default -> OTHER;
    };
  }

  /// Whether its pods run to an end, so that they serve nobody.
  public boolean runsToCompletion() {
    return this == JOB || this == CRON_JOB;
  }
}
