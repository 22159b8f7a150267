package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Autoscaler;
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

/// A manifest that writes `replicas` of a workload whose number an autoscaler decides: each apply
/// sets it back ("Migrating Deployments and StatefulSets to horizontal autoscaling" in the
/// Kubernetes documentation).
public final class AutoscalerFightsReplicas implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "autoscaler-fights-replicas",
              Severity.WARNING,
              Certainty.CERTAIN,
              "the target of a HorizontalPodAutoscaler writes replicas, so each apply undoes the"
                  + " scaling")
          .statuses(502, 503, 504)
          .reads("Ingress", "HTTPRoute", "Service", "Workload", "HorizontalPodAutoscaler")
          .filesOnly()
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (!workload.replicas().isPresent()) {
      return List.of();
    }
    return ScaleTarget.autoscalersOf(workload, context.world()).stream()
        .filter(autoscaler -> !isPinned(autoscaler, workload))
        .findFirst()
        .map(autoscaler -> finding(workload, autoscaler, Reach.of(context.graph(), workload)))
        .stream()
        .toList();
  }

  /// Whether the autoscaler can choose nothing but the written number.
  private static boolean isPinned(Autoscaler autoscaler, Workload workload) {
    int replicas = workload.replicas().or(1);
    boolean fromBelow =
        autoscaler.minReplicas().isAbsent() ? replicas == 1 : autoscaler.minReplicas().is(replicas);
    return fromBelow && autoscaler.maxReplicas().is(replicas);
  }

  private static Finding finding(Workload workload, Autoscaler autoscaler, Optional<Reach> reach) {
    Finding finding =
        Finding.in(
                workload,
                META,
                workload.replicas().place(),
                workload.quoted()
                    + " writes replicas "
                    + workload.replicas().or(1)
                    + " although "
                    + autoscaler.quoted()
                    + " scales it, so each apply sets the number back")
            .help("delete replicas; minReplicas of the autoscaler is the floor")
            .related("what scales it", autoscaler, autoscaler.targetName().place());
    return reach.filter(Reach::isRouted).isPresent()
        ? finding
            .atMost(reach.get().certainty(Defect.SLOW_RESPONSE))
            .symptom(reach.get().symptom(Defect.SLOW_RESPONSE, When.LOAD))
            .routes(reach.get().routes())
        : finding;
  }
}
