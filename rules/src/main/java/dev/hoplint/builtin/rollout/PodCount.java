package dev.hoplint.builtin.rollout;

import dev.hoplint.resource.Autoscaler;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;

/// How many pods of a workload run, as far as the manifests say.
///
/// @param pods the number
/// @param source the object that says so: the workload itself or its autoscaler
/// @param place where it says so: `replicas`, `minReplicas`, or the workload's name
record PodCount(int pods, Resource source, Place place) {

  /// What a rollout finds: `replicas`; where that is absent, the autoscaler's minimum, else 1.
  static Optional<PodCount> atRollout(Workload workload, World world) {
    boolean said = workload.replicas().isPresent() && !isDefaulted(workload);
    return said && !isScaledElsewhere(workload, world) ? written(workload) : floor(workload, world);
  }

  /// In an object of a cluster a 1 may be what the API server has filled in.
  private static boolean isDefaulted(Workload workload) {
    return workload.replicas().is(1) && workload.replicas().place() instanceof Place.InObject;
  }

  /// What is there at any time: `replicas` or 1, and never less than the autoscaler's minimum.
  /// Empty for nodes (DaemonSet), jobs, placeholders, and KEDA without a minimum.
  static Optional<PodCount> floor(Workload workload, World world) {
    Optional<PodCount> own = written(workload);
    if (own.isEmpty()) {
      return own;
    }
    PodCount best = own.get();
    for (Autoscaler autoscaler : scalers(workload, world)) {
      Optional<PodCount> least = least(autoscaler);
      if (least.isEmpty()) {
        return least;
      }
      // A workload of 0 replicas switches a HorizontalPodAutoscaler off.
      boolean raises = least.get().pods() > best.pods() && !workload.replicas().is(0);
      if (raises || (least.get().pods() == best.pods() && !workload.replicas().isPresent())) {
        best = least.get();
      }
    }
    return Optional.of(best);
  }

  private static Optional<PodCount> written(Workload workload) {
    return switch (workload.type()) {
      case DAEMON_SET, JOB, CRON_JOB -> Optional.empty();
      case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, POD, ROLLOUT, OTHER ->
          workload.replicas().isUnknown()
              ? Optional.empty()
              : Optional.of(
                  new PodCount(
                      Math.max(0, workload.replicas().or(1)),
                      workload,
                      workload.replicas().isPresent()
                          ? workload.replicas().place()
                          : workload.meta().namePlace()));
    };
  }

  private static Optional<PodCount> least(Autoscaler autoscaler) {
    if (autoscaler.minReplicas().isPresent()) {
      return Optional.of(
          new PodCount(
              autoscaler.minReplicas().or(0), autoscaler, autoscaler.minReplicas().place()));
    }
    boolean defaultsToOne =
        autoscaler.type() == Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER
            && autoscaler.minReplicas().isAbsent();
    return defaultsToOne
        ? Optional.of(new PodCount(1, autoscaler, autoscaler.meta().namePlace()))
        : Optional.empty();
  }

  private static boolean isScaledElsewhere(Workload workload, World world) {
    return scalers(workload, world).stream()
        .anyMatch(one -> one.type() != Autoscaler.Type.HORIZONTAL_POD_AUTOSCALER);
  }

  private static List<Autoscaler> scalers(Workload workload, World world) {
    return world.autoscalersOf(workload);
  }

  /// ` (minReplicas of HorizontalPodAutoscaler "web")` where an autoscaler says the number.
  String sourceWords() {
    return source instanceof Autoscaler autoscaler
        ? " (minReplicas of " + autoscaler.quoted() + ")"
        : "";
  }

  /// `1 pod`, `3 pods`.
  static String words(int pods) {
    return pods == 1 ? "1 pod" : pods + " pods";
  }
}
