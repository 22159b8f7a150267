package dev.hoplint.builtin.lifecycle;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.RuleOptions;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Globs;
import java.util.List;
import java.util.Optional;

/// A container that answers routed traffic and has no preStop hook.
///
/// The kubelet sends SIGTERM while the removal of the endpoint is still on its way to the proxies
/// ("Termination of Pods" in the Kubernetes documentation; `killContainer` of the kubelet runs the
/// hook first). Servers that close their socket on SIGTERM refuse what comes in between. A native
/// sidecar gets SIGTERM after all main containers have ended (`terminationOrdering` of the
/// kubelet), so the hook of one of those is enough for it.
public final class PrestopMissing implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIFECYCLE,
              "prestop-missing",
              Severity.WARNING,
              Certainty.LIKELY,
              "a container that answers routed traffic has no preStop hook, so a rollout sends"
                  + " requests to pods that have stopped listening")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    RouteGraph graph = context.graph();
    boolean concerned =
        Answering.isRolled(workload)
            && workload.template().serving().stream().anyMatch(one -> one.preStop().isEmpty());
    Optional<Reach> reach = concerned ? Reach.of(graph, workload) : Optional.empty();
    if (reach.isEmpty()) {
      return List.of();
    }
    List<Answering> answering = Answering.in(graph, workload);
    boolean anyHook = answering.stream().anyMatch(one -> one.container().preStop().isPresent());
    List<Answering> without =
        answering.stream()
            .filter(one -> one.container().preStop().isEmpty())
            .filter(one -> one.sure() || !anyHook)
            .filter(one -> !waits(one.container(), workload))
            .filter(one -> !isGraceful(one.container(), context.options()))
            .toList();
    return without.stream()
        .filter(one -> one.isRouted(graph))
        .findFirst()
        .or(() -> without.stream().findFirst())
        .map(one -> finding(workload, one, reach.get(), one.isRouted(graph)))
        .stream()
        .toList();
  }

  private static boolean waits(Container container, Workload workload) {
    return container.role() == Container.Role.NATIVE_SIDECAR
        && workload.template().containers().stream()
            .filter(one -> one.role() == Container.Role.MAIN)
            .anyMatch(one -> one.preStop().isPresent());
  }

  private static boolean isGraceful(Container container, RuleOptions options) {
    String image = container.image().or("");
    for (String pattern : options.text("gracefulImages").orElse("").split("[\\[\\]\",\\s]+", -1)) {
      if (!pattern.isEmpty() && Globs.matches(pattern, image)) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(
      Workload workload, Answering answering, Reach reach, boolean routed) {
    Container container = answering.container();
    String who = "Container \"" + container.name().or("?") + "\" of " + workload.quoted();
    String service = answering.target().service().quoted();
    String answers = routed ? " answers " : " answers, inside the cluster only, ";
    return Finding.in(
            workload,
            META,
            container.name().place(),
            who
                + answers
                + service
                + " and has no preStop hook, so each rollout sends requests to pods that have"
                + " stopped listening")
        .severity(routed ? Severity.WARNING : Severity.INFO)
        .symptom(reach.symptom(Defect.REFUSED, When.ROLLOUT))
        .help("add lifecycle.preStop with a sleep of 5 to 15 seconds")
        .related(
            "the Service that leads here",
            answering.target().service(),
            answering.target().service().meta().namePlace())
        .routes(reach.routes());
  }
}
