package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// A budget that never allows an eviction.
///
/// Allowed are the healthy pods above the desired number (`updatePdbStatus` of the disruption
/// controller); where that is always none, drains wait for ever. See [BlockedEvictions].
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
    return BlockedEvictions.of(budget, selected, context.world())
        .map(blocked -> withEffect(finding(budget, blocked), selected, context))
        .stream()
        .toList();
  }

  private static Finding finding(DisruptionBudget budget, BlockedEvictions blocked) {
    return Finding.in(
            budget,
            META,
            blocked.place(),
            blocked.what() + ", so draining a node hangs until it is forced")
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
