package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.IntOrPercent;
import dev.hoplint.resource.Workload;
import dev.hoplint.resource.WorkloadType;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A budget that never allows an eviction.
///
/// Allowed are the healthy pods above the desired number; `minAvailable` and `maxUnavailable` in
/// percent round up, and are taken of the sum over all controllers of the selected pods
/// (`getExpectedPodCount` and `updatePdbStatus` of the disruption controller).
public final class DisruptionBudgetBlocksDrain implements Rule.OfDisruptionBudget {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "disruption-budget-blocks-drain",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a PodDisruptionBudget never allows an eviction, so node drains hang")
          .statuses(404, 502, 503)
          .reads(
              "Ingress",
              "HTTPRoute",
              "Service",
              "Workload",
              "HorizontalPodAutoscaler",
              "ScaledObject",
              "PodDisruptionBudget")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(DisruptionBudget budget, RuleContext context) {
    List<Workload> selected =
        budget
            .selector()
            .flatMap(selector -> context.world().select(budget, selector).found())
            .orElse(List.of());
    if (selected.isEmpty()) {
      return List.of();
    }
    Optional<Finding> found =
        budget.maxUnavailable().isPresent()
            ? ofMaxUnavailable(budget, selected)
            : ofMinAvailable(budget, selected, context.world());
    return found.map(finding -> withEffect(finding, selected, context)).stream().toList();
  }

  private static Optional<Finding> ofMaxUnavailable(
      DisruptionBudget budget, List<Workload> selected) {
    Field<IntOrPercent> allowed = budget.maxUnavailable();
    boolean none = allowed.or(new IntOrPercent.Count(1)).resolve(100, true) == 0;
    boolean evicts = selected.stream().anyMatch(DisruptionBudgetBlocksDrain::isEvicted);
    return none && evicts
        ? Optional.of(
            finding(
                budget,
                allowed,
                "maxUnavailable "
                    + allowed.or(new IntOrPercent.Count(0))
                    + " allows no eviction of "
                    + names(selected)))
        : Optional.empty();
  }

  private static Optional<Finding> ofMinAvailable(
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
        ? Optional.of(finding(budget, needed, needs(least, kept, pods) + names(selected)))
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

  private static Finding finding(DisruptionBudget budget, Field<IntOrPercent> field, String what) {
    return Finding.in(
            budget, META, field.place(), what + ", so draining a node hangs until it is forced")
        .help("set maxUnavailable 1 instead");
  }

  private static Finding withEffect(Finding finding, List<Workload> selected, RuleContext context) {
    Finding result = finding;
    for (Workload workload : selected) {
      result =
          result.related(
              "pods it selects",
              workload,
              workload.replicas().isPresent()
                  ? workload.replicas().place()
                  : workload.meta().namePlace());
    }
    Optional<Reach> reach =
        selected.stream().flatMap(one -> Reach.of(context.graph(), one).stream()).findFirst();
    return reach.isPresent()
        ? result
            .symptom(reach.get().symptom(Defect.NO_ENDPOINTS, When.DRAIN))
            .routes(reach.get().routes())
        : result;
  }
}
