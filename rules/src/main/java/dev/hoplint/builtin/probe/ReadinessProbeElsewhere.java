package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.ManagementPorts;
import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Share;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
import dev.hoplint.route.RouteGraph;
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
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A readiness probe on another port than the routed one says nothing about the port that requests
/// arrive at. Frameworks with a management server do it on purpose, so this is a note.
public final class ReadinessProbeElsewhere implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "readiness-probe-elsewhere",
              Severity.INFO,
              Certainty.POSSIBLE,
              "the readiness probe asks another port than the one that gets the traffic")
          .statuses(502)
          .strictOnly()
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe probe : ContainerProbe.of(workload)) {
      if (probe.type() == ContainerProbe.Type.READINESS
          && !ManagementPorts.isRewritten(probe.probe().handler())) {
        check(probe, context.graph()).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> check(ContainerProbe probe, RouteGraph graph) {
    if (!(probe.port() instanceof ContainerProbe.OwnPort.Number(int asked))) {
      return Optional.empty();
    }
    List<Target> routed =
        graph.targetsIn(probe.workload()).stream()
            .filter(target -> target.container().filter(probe.container()::equals).isPresent())
            .filter(target -> !graph.routesTo(target.service(), target.port()).isEmpty())
            .toList();
    TreeSet<Integer> numbers =
        routed.stream()
            .map(target -> number(target.podPort()))
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    if (numbers.isEmpty() || numbers.contains(asked)) {
      return Optional.empty();
    }
    return Optional.of(finding(probe, asked, numbers.first(), routed.getFirst(), graph));
  }

  private static Finding finding(
      ContainerProbe probe, int asked, int routed, Target target, RouteGraph graph) {
    String message =
        probe.subject()
            + " asks port "
            + asked
            + ", while "
            + target.service().quoted()
            + " sends requests to "
            + routed;
    Place place = probe.probe().port().map(port -> port.place()).orElse(probe.probe().place());
    return RouteSymptom.on(
        Finding.in(probe.workload(), META, place, message)
            .help("ask the port that the Service sends to")
            .related("the Service port", target.service(), target.port().place()),
        graph.routesTo(target.service(), target.port()),
        Defect.REFUSED,
        RouteSymptom.refused(),
        symptom -> symptom.share(Share.SOME));
  }

  private static Optional<Integer> number(PodPort port) {
    return switch (port) {
      case PodPort.Declared(Container _, Container.Port declared) -> declared.number().get();
      case PodPort.Undeclared(int number) -> Optional.of(number);
      case PodPort.NameMissing _, PodPort.OtherProtocol _, PodPort.Unknown _ -> Optional.empty();
    };
  }
}
