package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
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
import java.util.function.UnaryOperator;

/// The kubelet looks a probe's port name up in the probe's own container and throws the result of a
/// failed look-up away (pkg/kubelet/prober): readiness stays at its initial failure, startup at
/// unknown, for ever.
public final class ReadinessProbePortMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "readiness-probe-port-missing",
              Severity.ERROR,
              Certainty.CERTAIN,
              "a readiness or startup probe names a port that its own container does not name")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL)
          .soundForAdmission();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe probe : ContainerProbe.of(workload)) {
      String effect =
          switch (probe.type()) {
            case READINESS -> "so the pod never becomes ready";
            case STARTUP -> "so the container never counts as started";
            case LIVENESS -> "";
          };
      if (!effect.isEmpty()) {
        MissingProbePort.in(probe, META, effect)
            .map(
                finding ->
                    RouteSymptom.onPods(
                        finding,
                        workload,
                        context.graph(),
                        Defect.NO_ENDPOINTS,
                        RouteSymptom.noEndpoints(),
                        UnaryOperator.identity()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }
}
