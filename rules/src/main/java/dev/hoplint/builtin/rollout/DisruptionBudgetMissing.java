package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Match;
import dev.hoplint.world.Selectors;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A routed workload of several pods that a node drain may take all at once, because no budget
/// makes the eviction API wait (it checks PodDisruptionBudgets and nothing else).
public final class DisruptionBudgetMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "disruption-budget-missing",
              Severity.INFO,
              Certainty.CERTAIN,
              "a routed workload with several replicas has no PodDisruptionBudget")
          .statuses(404, 502, 503)
          .reads(
              "Ingress",
              "HTTPRoute",
              "Service",
              "Workload",
              "HorizontalPodAutoscaler",
              "ScaledObject",
              "PodDisruptionBudget")
          .looks(Neighbourhood.NAMESPACE)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    boolean drained =
        switch (workload.type()) {
          case DEPLOYMENT, STATEFUL_SET, REPLICA_SET, ROLLOUT, OTHER -> true;
          // A drain leaves DaemonSets alone; jobs and bare pods have no replicas.
          case DAEMON_SET, JOB, CRON_JOB, POD -> false;
        };
    World world = context.world();
    Optional<PodCount> several =
        drained && context.graph().isRouted(workload)
            ? PodCount.floor(workload, world).filter(count -> count.pods() >= 2)
            : Optional.empty();
    if (several.isEmpty() || isProtected(workload, world)) {
      return List.of();
    }
    boolean maybe =
        world
            .whyUnknown(
                workload.meta(),
                DisruptionBudget.class,
                "PodDisruptionBudget",
                workload.namespace(),
                workload.name())
            .isPresent();
    return maybe
        ? List.of()
        : Reach.of(context.graph(), workload)
            .map(reach -> finding(workload, several.get(), reach))
            .stream()
            .toList();
  }

  /// Whether some budget selects the pods, or may do so.
  private static boolean isProtected(Workload workload, World world) {
    for (DisruptionBudget budget : world.mayGuard(workload)) {
      if (budget.selector().filter(selector -> selects(selector, workload)).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean selects(LabelSelector selector, Workload workload) {
    return Selectors.match(selector, workload.template().labels(), Set.of()) != Match.NO;
  }

  private static Finding finding(Workload workload, PodCount count, Reach reach) {
    return Finding.in(
            workload,
            META,
            workload.replicas().isPresent()
                ? workload.replicas().place()
                : workload.meta().namePlace(),
            "No PodDisruptionBudget selects the "
                + PodCount.words(count.pods())
                + " of "
                + workload.quoted()
                + count.sourceWords()
                + ", so draining nodes may take all of them at once")
        .atMost(reach.certainty(Defect.NO_ENDPOINTS))
        .symptom(reach.symptom(Defect.NO_ENDPOINTS, When.DRAIN))
        .help("add a PodDisruptionBudget with maxUnavailable 1 and the labels of the pod template")
        .routes(reach.routes());
  }
}
