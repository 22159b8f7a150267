package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.route.Route;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// An update strategy that takes the last pod of a served workload before a new one is ready.
///
/// Source of the arithmetic: `ResolveFenceposts` of the Deployment controller; see [Outage].
public final class RolloutTakesAllPods implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "rollout-takes-all-pods",
              Severity.WARNING,
              Certainty.CERTAIN,
              "the update strategy takes the last pod away before a new one is ready")
          .statuses(404, 502, 503)
          .reads(
              "Ingress",
              "HTTPRoute",
              "Service",
              "Workload",
              "HorizontalPodAutoscaler",
              "ScaledObject",
              "PersistentVolumeClaim")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    RouteGraph graph = context.graph();
    List<Service> alone =
        graph.servicesOf(workload).stream()
            .filter(service -> !hasOthers(graph, service, workload))
            .toList();
    if (alone.isEmpty()) {
      return List.of();
    }
    List<Route> routes =
        alone.stream().flatMap(service -> graph.routesTo(service).stream()).toList();
    return Outage.of(workload, context.world())
        .map(outage -> finding(workload, outage, new Reach(routes, alone), context))
        .stream()
        .toList();
  }

  /// Whether another workload answers the Service while this one restarts.
  private static boolean hasOthers(RouteGraph graph, Service service, Workload workload) {
    return graph.selected(service).found().orElse(List.of()).stream()
        .anyMatch(
            other ->
                other != workload && !other.type().runsToCompletion() && !other.replicas().is(0));
  }

  private static Finding finding(
      Workload workload, Outage outage, Reach reach, RuleContext context) {
    Optional<String> volume = SingleNodeVolume.of(workload, context.world());
    Service service = reach.services().getFirst();
    Finding finding =
        Finding.in(
                workload,
                META,
                outage.place(),
                outage.what()
                    + ", so "
                    + service.quoted()
                    + " has no endpoint until a new one is ready"
                    + volume.map(why -> " (" + why + ", so there may be no other way)").orElse(""))
            .severity(volume.isPresent() ? Severity.INFO : outage.severity())
            .atMost(outage.certainty())
            .atMost(reach.certainty(Defect.NO_ENDPOINTS))
            .symptom(reach.symptom(Defect.NO_ENDPOINTS, When.ROLLOUT))
            .help(volume.isPresent() ? "" : outage.help())
            .related("the Service that leads here", service, service.meta().namePlace())
            .routes(reach.routes());
    return outage.numbersPlace().equals(outage.place())
        ? finding
        : finding.related("the number of pods", outage.numbers(), outage.numbersPlace());
  }
}
