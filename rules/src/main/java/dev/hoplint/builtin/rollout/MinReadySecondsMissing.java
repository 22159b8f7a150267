package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Field;
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
import java.util.List;

/// A served Deployment whose pods count as available the moment they are ready (`IsPodAvailable` of
/// the Kubernetes pod utilities), so that a version which fails seconds later replaces all good
/// pods.
public final class MinReadySecondsMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "min-ready-seconds-missing",
              Severity.INFO,
              Certainty.POSSIBLE,
              "a served Deployment counts a pod as available the moment it is ready")
          .strictOnly()
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    Field<Integer> seconds = workload.minReadySeconds();
    boolean concerned =
        workload.type() == WorkloadType.DEPLOYMENT
            && !workload.strategy().type().is("Recreate")
            && !workload.replicas().is(0)
            && (seconds.isAbsent() || seconds.is(0));
    if (!concerned) {
      return List.of();
    }
    return Reach.of(context.graph(), workload)
        .map(reach -> finding(workload, seconds, reach))
        .stream()
        .toList();
  }

  private static Finding finding(Workload workload, Field<Integer> seconds, Reach reach) {
    return Finding.in(
            workload,
            META,
            seconds.isPresent() ? seconds.place() : workload.meta().namePlace(),
            workload.quoted()
                + " has minReadySeconds 0, so a pod that fails right after it was ready has"
                + " already replaced a good one")
        .symptom(reach.symptom(Defect.REFUSED, When.ROLLOUT))
        .help("set minReadySeconds to 10 or more")
        .routes(reach.routes());
  }
}
