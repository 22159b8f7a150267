package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Sidecars;
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

/// A probe may ask a port that nobody declares: of 142 such probes in public manifests two were
/// wrong. It is suspicious where the container's settings name another port for the same purpose,
/// or where another container of the pod owns the port.
public final class ProbePortNotExposed implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "probe-port-not-exposed",
              Severity.WARNING,
              Certainty.LIKELY,
              "a probe asks an undeclared port that the pod's own settings contradict")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (workload.template().serving().stream().anyMatch(Sidecars::isMesh)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe probe : ContainerProbe.of(workload)) {
      if (probe.port() instanceof ContainerProbe.OwnPort.Number(int number)) {
        ProbeContradiction.of(probe, number)
            .map(against -> finding(probe, number, against, context.graph()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Finding finding(
      ContainerProbe probe, int number, ProbeContradiction against, RouteGraph graph) {
    String message =
        probe.subject()
            + " asks port "
            + number
            + ", which the container does not declare"
            + against.words();
    Place place = probe.probe().port().map(Field::place).orElse(probe.probe().place());
    Finding finding =
        Finding.in(probe.workload(), META, place, message)
            .help(against.help())
            .related(against.witness(), probe.workload(), against.place())
            .target(Integer.toString(number));
    return against.isAnswered()
        ? RouteSymptom.onPods(
            finding,
            probe.workload(),
            graph,
            Defect.REFUSED,
            RouteSymptom.refused(),
            symptom -> symptom.when(When.ROLLOUT).share(Share.SOME))
        : RouteSymptom.onPods(
            finding,
            probe.workload(),
            graph,
            Defect.NO_ENDPOINTS,
            RouteSymptom.noEndpoints(),
            UnaryOperator.identity());
  }
}
