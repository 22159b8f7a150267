package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.PodWords;
import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Route;
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

/// A container without a readiness probe counts as ready the moment its process starts (kubelet
/// prober `UpdatePodStatus`), so it gets requests before it listens. Only the probe of the
/// container that answers the Service counts.
public final class ReadinessProbeMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "readiness-probe-missing",
              Severity.WARNING,
              Certainty.LIKELY,
              "the container that answers a Service has no readinessProbe")
          .statuses(502)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (AnsweringContainers.Answering one : AnsweringContainers.of(workload, context.graph())) {
      if (one.container().readinessProbe().isEmpty()) {
        findings.add(finding(workload, one.container(), one.targets(), context.graph()));
      }
    }
    return findings;
  }

  private static Finding finding(
      Workload workload, Container container, List<Target> targets, RouteGraph graph) {
    boolean starts = container.startupProbe().isPresent();
    Target first = targets.getFirst();
    String message =
        PodWords.sentence(container.quoted())
            + " of "
            + workload.quoted()
            + " answers port "
            + first.port().label()
            + " of "
            + first.service().quoted()
            + target(first)
            + " without a readinessProbe"
            + sibling(workload, container)
            + (starts
                ? "; its startupProbe holds requests back at the start only"
                : ", so each new pod gets requests before it listens");
    List<Route> routes =
        targets.stream()
            .flatMap(target -> graph.routesTo(target.service(), target.port()).stream())
            .distinct()
            .toList();
    Finding finding =
        Finding.in(workload, META, container.name().place(), message)
            .help("add a readinessProbe that asks the port the Service sends to")
            .related("the Service port", first.service(), first.port().place())
            .defect(container.place().path() + ".readinessProbe");
    Finding seen =
        RouteSymptom.on(
            finding,
            routes,
            Defect.REFUSED,
            RouteSymptom.refused(),
            symptom -> symptom.when(When.ROLLOUT).share(Share.SOME));
    return starts ? seen.severity(Severity.INFO).atMost(Certainty.POSSIBLE) : seen;
  }

  private static String target(Target target) {
    return target.port().target().get().map(port -> " (target port " + port + ")").orElse("");
  }

  private static String sibling(Workload workload, Container container) {
    Optional<Container> probed =
        workload.template().serving().stream()
            .filter(other -> other != container && other.readinessProbe().isPresent())
            .findFirst();
    return probed.map(other -> " of its own (" + other.quoted() + " has one)").orElse("");
  }
}
