package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Protocol;
import dev.hoplint.resource.Service;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.Target;
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

/// A numeric targetPort is used as it is, declared or not (k8s.io/endpointslice `FindPort`), so an
/// undeclared one is only suspicious where something else says that the process listens elsewhere.
/// Of 57 such ports in public manifests four were wrong.
public final class TargetPortNotExposed implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PORT,
              "target-port-not-exposed",
              Severity.WARNING,
              Certainty.LIKELY,
              "a numeric targetPort that is not declared and that the pod's own settings"
                  + " contradict")
          .statuses(502)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    PortTargets targets = PortTargets.of(service, context.graph());
    List<Finding> findings = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      if (port.protocol().isUnknown()
          || port.protocol().or(Protocol.TCP) != Protocol.TCP
          || ManagementPorts.isName(port.name())
          || ManagementPorts.isName(service.name())) {
        continue;
      }
      check(service, port, targets.at(port), context).ifPresent(findings::add);
    }
    return findings;
  }

  /// One finding per Service port, and only where no selected workload has the number.
  private static Optional<Finding> check(
      Service service, Service.Port port, List<Target> all, RuleContext context) {
    List<Target> targets =
        all.stream().filter(target -> !target.workload().type().runsToCompletion()).toList();
    if (!targets.stream().allMatch(target -> target.podPort() instanceof PodPort.Undeclared)) {
      return Optional.empty();
    }
    for (Target target : targets) {
      if (target.podPort() instanceof PodPort.Undeclared(int number)) {
        Optional<Contradiction> against = Contradiction.of(target, number, context.graph());
        if (against.isPresent()) {
          return Optional.of(
              RouteSymptom.on(
                  finding(target, number, against.get()),
                  context.graph().routesTo(service, port),
                  Defect.REFUSED,
                  RouteSymptom.refused()));
        }
      }
    }
    return Optional.empty();
  }

  private static Finding finding(Target target, int number, Contradiction against) {
    Service service = target.service();
    String towards = target.port().targetPort().isPresent() ? " to targetPort " : " to pod port ";
    String message =
        service.quoted()
            + " sends port "
            + target.port().label()
            + towards
            + number
            + ", which no container of "
            + target.workload().quoted()
            + " declares, while "
            + against.words()
            + " says that "
            + against.container().quoted()
            + " listens on "
            + against.port();
    return Finding.in(service, META, target.port().target().place(), message)
        .help("send to " + against.port() + ", or declare " + number + " as a containerPort")
        .related(against.words(), target.workload(), against.place())
        .target(Integer.toString(number));
  }
}
