package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.IntOrPercent;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.resource.Workload.Strategy;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.World;
import java.util.Optional;

/// How a workload's update strategy takes its last pod.
///
/// @param place what a person would edit
/// @param what first half of the message
/// @param help what to change
/// @param numbers the object that says how many pods there are
/// @param numbersPlace where it says so
record Outage(
    Place place,
    Severity severity,
    Certainty certainty,
    String what,
    String help,
    Resource numbers,
    Place numbersPlace) {
  private static final IntOrPercent QUARTER = new IntOrPercent.Percent(25);

  /// Empty where a pod stays, or where it cannot be known.
  static Optional<Outage> of(Workload workload, World world) {
    return switch (workload.type()) {
      case DEPLOYMENT -> ofDeployment(workload, world);
      case STATEFUL_SET -> ofStatefulSet(workload, world);
      case DAEMON_SET -> ofDaemonSet(workload);
      case REPLICA_SET, POD, JOB, CRON_JOB, ROLLOUT, OTHER -> Optional.empty();
    };
  }

  private static Optional<Outage> ofDeployment(Workload workload, World world) {
    Strategy strategy = workload.strategy();
    if (strategy.type().is("Recreate")) {
      return workload.replicas().is(0)
          ? Optional.empty()
          : Optional.of(
              new Outage(
                  strategy.type().place(),
                  Severity.WARNING,
                  Certainty.CERTAIN,
                  "Recreate stops all pods of " + workload.quoted() + " before new ones start",
                  "use RollingUpdate with maxSurge 1 and maxUnavailable 0",
                  workload,
                  workload.meta().namePlace()));
    }
    boolean unknown =
        strategy.type().isUnknown()
            || strategy.maxSurge().isUnknown()
            || strategy.maxUnavailable().isUnknown();
    return unknown
        ? Optional.empty()
        : PodCount.atRollout(workload, world).flatMap(count -> ofRolling(workload, count));
  }

  /// Surges round up, unavailable pods down, and two zeroes become one unavailable pod
  /// (`ResolveFenceposts` of the Deployment controller).
  private static Optional<Outage> ofRolling(Workload workload, PodCount count) {
    Field<IntOrPercent> maxSurge = workload.strategy().maxSurge();
    Field<IntOrPercent> maxUnavailable = workload.strategy().maxUnavailable();
    int pods = count.pods();
    int surge = maxSurge.or(QUARTER).resolve(pods, true);
    int unavailable = maxUnavailable.or(QUARTER).resolve(pods, false);
    boolean stuck = surge == 0 && unavailable == 0;
    if (stuck) {
      unavailable = 1;
    }
    if (pods == 0 || unavailable < pods) {
      return Optional.empty();
    }
    String settings =
        stuck
            ? "maxSurge "
                + maxSurge.or(QUARTER)
                + " and maxUnavailable "
                + maxUnavailable.or(QUARTER)
                + " (rounded down to 0, so Kubernetes uses 1) let"
            : "maxUnavailable " + maxUnavailable.or(QUARTER) + " lets";
    return Optional.of(
        new Outage(
            stuck || !maxUnavailable.isPresent() ? maxSurge.place() : maxUnavailable.place(),
            Severity.WARNING,
            Certainty.CERTAIN,
            settings
                + " a rollout of "
                + workload.quoted()
                + " take "
                + pods
                + " of "
                + PodCount.words(pods)
                + " at once"
                + count.sourceWords(),
            "set maxSurge 1 and maxUnavailable 0",
            count.source(),
            count.place()));
  }

  private static Optional<Outage> ofStatefulSet(Workload workload, World world) {
    Strategy strategy = workload.strategy();
    boolean silent =
        strategy.type().is("OnDelete")
            || strategy.type().isUnknown()
            || strategy.partition().isUnknown();
    return silent
        ? Optional.empty()
        : PodCount.atRollout(workload, world)
            .filter(count -> count.pods() > strategy.partition().or(0))
            .flatMap(count -> ofOrdinals(workload, count));
  }

  private static Optional<Outage> ofOrdinals(Workload workload, PodCount count) {
    Field<IntOrPercent> maxUnavailable = workload.strategy().maxUnavailable();
    if (count.pods() == 1) {
      return Optional.of(
          new Outage(
              count.place(),
              Severity.INFO,
              Certainty.CERTAIN,
              workload.quoted() + " has 1 pod and stops it before its successor starts",
              "run several replicas, or accept the pause",
              count.source(),
              count.place()));
    }
    // Kubernetes 1.35 and later; before, the field is ignored.
    boolean all =
        maxUnavailable.isPresent()
            && maxUnavailable.or(QUARTER).resolve(count.pods(), true) >= count.pods();
    return all
        ? Optional.of(
            new Outage(
                maxUnavailable.place(),
                Severity.WARNING,
                Certainty.LIKELY,
                "maxUnavailable "
                    + maxUnavailable.or(QUARTER)
                    + " lets a rollout of "
                    + workload.quoted()
                    + " take "
                    + count.pods()
                    + " of "
                    + PodCount.words(count.pods())
                    + " at once",
                "set maxUnavailable 1",
                count.source(),
                count.place()))
        : Optional.empty();
  }

  /// One pod per node: only 100 % is all of them, however many nodes there are.
  private static Optional<Outage> ofDaemonSet(Workload workload) {
    Field<IntOrPercent> maxUnavailable = workload.strategy().maxUnavailable();
    boolean all =
        !workload.strategy().type().is("OnDelete")
            && maxUnavailable.or(QUARTER) instanceof IntOrPercent.Percent(int percent)
            && percent >= 100;
    return all
        ? Optional.of(
            new Outage(
                maxUnavailable.place(),
                Severity.WARNING,
                Certainty.CERTAIN,
                "maxUnavailable "
                    + maxUnavailable.or(QUARTER)
                    + " lets a rollout of "
                    + workload.quoted()
                    + " take the pods of every node at once",
                "set maxUnavailable 1, or maxSurge 1 and maxUnavailable 0",
                workload,
                workload.meta().namePlace()))
        : Optional.empty();
  }
}
