package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.PodWords;
import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Place;
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
import java.util.Optional;

/// Liveness and readiness that fail at the same moment restart overloaded pods instead of relieving
/// them.
public final class LivenessEqualsReadiness implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "liveness-equals-readiness",
              Severity.INFO,
              Certainty.POSSIBLE,
              "liveness and readiness use the same check and the same thresholds")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (!context.graph().isServed(workload)) {
      return List.of();
    }
    List<ContainerProbe> probes = ContainerProbe.of(workload);
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe liveness : probes) {
      if (liveness.type() != ContainerProbe.Type.LIVENESS) {
        continue;
      }
      Optional<ProbeCheck> check = ProbeCheck.of(liveness);
      probes.stream()
          .filter(one -> one.container() == liveness.container())
          .filter(one -> one.type() == ContainerProbe.Type.READINESS)
          .filter(one -> check.isPresent() && check.equals(ProbeCheck.of(one)))
          .map(readiness -> finding(liveness, readiness))
          .map(
              finding ->
                  RouteSymptom.onPods(
                      finding,
                      workload,
                      context.graph(),
                      Defect.NO_ENDPOINTS,
                      RouteSymptom.noEndpoints(),
                      symptom -> symptom.when(When.LOAD)))
          .forEach(findings::add);
    }
    return findings;
  }

  private static Finding finding(ContainerProbe liveness, ContainerProbe readiness) {
    String message =
        PodWords.sentence("the " + liveness.quoted())
            + " of "
            + liveness.workload().quoted()
            + " is the same check as its readinessProbe"
            + path(liveness)
            + ", so a pod under load is restarted at the moment it should only be relieved";
    return Finding.in(liveness.workload(), META, place(liveness.probe().handler()), message)
        .help("let readiness fail first: a cheaper liveness check, or a higher failureThreshold")
        .related("the readinessProbe", readiness.workload(), place(readiness.probe().handler()))
        .defect(liveness.probe().place().path().toString());
  }

  private static String path(ContainerProbe probe) {
    return probe.probe().handler() instanceof Handler.HttpGet get
        ? " (GET " + get.path().or("/") + ")"
        : "";
  }

  /// The port that is asked, or the command.
  private static Place place(Handler handler) {
    return switch (handler) {
      case Handler.HttpGet get -> get.port().place();
      case Handler.TcpSocket socket -> socket.port().place();
      case Handler.Grpc grpc -> grpc.port().place();
      case Handler.Exec exec ->
          exec.command().stream().findFirst().map(Field::place).orElse(exec.place());
      case Handler.Sleep sleep -> sleep.place();
      case Handler.None none -> none.place();
    };
  }
}
