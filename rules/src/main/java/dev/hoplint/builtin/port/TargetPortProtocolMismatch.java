package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Container;
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

/// A named targetPort is looked up by name and protocol together (k8s.io/endpointslice `FindPort`):
/// a TCP Service port never finds a UDP container port.
public final class TargetPortProtocolMismatch implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PORT,
              "target-port-protocol-mismatch",
              Severity.ERROR,
              Certainty.CERTAIN,
              "a named targetPort that exists only with another protocol")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.CONTRADICTION)
          .soundForAdmission()
          .supersedes("target-port-name-missing");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (NamedTarget named : NamedTarget.of(service, context.graph())) {
      if (!named.isMissingEverywhere()) {
        continue;
      }
      for (Target target : named.without()) {
        if (target.podPort() instanceof PodPort.OtherProtocol other) {
          findings.add(
              RouteSymptom.on(
                  finding(target, other),
                  context.graph().routesTo(service, named.port()),
                  Defect.NO_ENDPOINTS,
                  RouteSymptom.noEndpoints()));
          break;
        }
      }
    }
    return findings;
  }

  private static Finding finding(Target target, PodPort.OtherProtocol other) {
    Service service = target.service();
    Container.Port port = other.port();
    Protocol wanted = target.port().protocol().or(Protocol.TCP);
    Protocol actual = port.protocol().or(Protocol.TCP);
    String message =
        service.quoted()
            + " sends "
            + wanted
            + " port "
            + target.port().label()
            + " to targetPort \""
            + other.name()
            + "\", but "
            + other.container().quoted()
            + " of "
            + target.workload().quoted()
            + " gives that name to "
            + actual
            + " port "
            + port.number().get().map(String::valueOf).orElse("?");
    return Finding.in(service, META, target.port().targetPort().place(), message)
        .help("write the same protocol on both sides, or name a " + wanted + " port for it")
        .related(actual + " port \"" + other.name() + "\"", target.workload(), port.name().place())
        .target(other.name());
  }
}
