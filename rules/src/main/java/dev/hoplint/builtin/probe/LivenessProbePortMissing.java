package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// The kubelet throws the result of a failed port look-up away (pkg/kubelet/prober), and a liveness
/// probe starts as success: it is silently off.
public final class LivenessProbePortMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "liveness-probe-port-missing",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a liveness probe names a port that its own container does not name")
          .statuses(504)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe probe : ContainerProbe.of(workload)) {
      if (probe.type() == ContainerProbe.Type.LIVENESS) {
        MissingProbePort.in(probe, META, "so the probe is silently off")
            .map(finding -> withSymptom(finding, workload, context))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /// The defect is certain whatever the data plane answers when a pod hangs one day.
  private static Finding withSymptom(Finding finding, Workload workload, RuleContext context) {
    Finding seen =
        RouteSymptom.onPods(
            finding,
            workload,
            context.graph(),
            Defect.SLOW_RESPONSE,
            Symptom.effect("the pod", "no answer"),
            symptom -> symptom.when(When.LATER));
    return seen.symptom()
        .map(finding::symptom)
        .orElse(finding)
        .routes(context.graph().routesTo(workload));
  }
}
