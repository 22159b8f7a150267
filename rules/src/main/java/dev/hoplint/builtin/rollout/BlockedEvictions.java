package dev.hoplint.builtin.rollout;

import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.IntOrPercent;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Workload;
import dev.hoplint.resource.WorkloadType;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Why a disruption budget allows no eviction of the pods it selects.
///
/// `minAvailable` and `maxUnavailable` in percent round up, and are taken of the sum over all
/// controllers of the selected pods (`getExpectedPodCount` of the disruption controller).
///
/// @param place the number a person would edit
/// @param what first half of the message
record BlockedEvictions(Place place, String what) {

  /// Empty where an eviction is allowed, or where the number of pods cannot be known.
  static Optional<BlockedEvictions> of(
      DisruptionBudget budget, List<Workload> selected, World world) {
    return budget.maxUnavailable().isPresent()
        ? ofMaxUnavailable(budget, selected)
        : ofMinAvailable(budget, selected, world);
  }

  private static Optional<BlockedEvictions> ofMaxUnavailable(
      DisruptionBudget budget, List<Workload> selected) {
    Field<IntOrPercent> allowed = budget.maxUnavailable();
    boolean none = allowed.or(new IntOrPercent.Count(1)).resolve(100, true) == 0;
    boolean evicts = selected.stream().anyMatch(BlockedEvictions::isEvicted);
    return none && evicts
        ? Optional.of(
            new BlockedEvictions(
                allowed.place(),
                "maxUnavailable "
                    + allowed.or(new IntOrPercent.Count(0))
                    + " allows no eviction of "
                    + names(selected)))
        : Optional.empty();
  }

  private static Optional<BlockedEvictions> ofMinAvailable(
      DisruptionBudget budget, List<Workload> selected, World world) {
    Field<IntOrPercent> needed = budget.minAvailable();
    if (!(needed instanceof Field.Present<IntOrPercent>(IntOrPercent least, var _))) {
      return Optional.empty();
    }
    long sum = 0;
    for (Workload workload : selected) {
      Optional<PodCount> count = PodCount.floor(workload, world);
      if (count.isEmpty()) {
        return Optional.empty();
      }
      sum += count.get().pods();
    }
    int pods = (int) Math.min(sum, Integer.MAX_VALUE);
    int kept = least.resolve(pods, true);
    return pods > 0 && kept > 0 && kept >= pods
        ? Optional.of(
            new BlockedEvictions(needed.place(), needs(least, kept, pods) + names(selected)))
        : Optional.empty();
  }

  private static String needs(IntOrPercent least, int kept, int pods) {
    return switch (least) {
      case IntOrPercent.Percent percent ->
          "minAvailable "
              + percent
              + " of "
              + PodCount.words(pods)
              + " rounds up to "
              + kept
              + ": it needs every pod of ";
      case IntOrPercent.Count count ->
          "minAvailable "
              + count
              + (kept > pods ? " is more than the " : pods == 1 ? " needs the " : " needs all ")
              + PodCount.words(pods)
              + " of ";
    };
  }

  private static boolean isEvicted(Workload workload) {
    return !workload.type().runsToCompletion()
        && workload.type() != WorkloadType.DAEMON_SET
        && !workload.replicas().is(0);
  }

  private static String names(List<Workload> selected) {
    List<String> names = new ArrayList<>();
    selected.forEach(workload -> names.add(workload.quoted()));
    int most = 3;
    return names.size() <= most
        ? String.join(" and ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " others";
  }
}
