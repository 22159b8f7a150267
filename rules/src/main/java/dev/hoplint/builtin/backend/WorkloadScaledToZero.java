package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// Everything that a routed Service selects has `replicas: 0`.
///
/// "Services do not buffer requests while no pods are ready" (documentation of the
/// HorizontalPodAutoscaler): nothing wakes the workload up.
public final class WorkloadScaledToZero implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "workload-scaled-to-zero",
              Severity.ERROR,
              Certainty.CERTAIN,
              "All that stands behind a routed Service is scaled to zero")
          .statuses(404, 502, 503)
          .reads(
              "Service",
              "Workload",
              "Ingress",
              "HTTPRoute",
              "HorizontalPodAutoscaler",
              "ScaledObject",
              "Rollout",
              "Endpoints")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (!isOff(workload, context)) {
      return List.of();
    }
    List<Service> dead = new ArrayList<>();
    List<Route> routes = new ArrayList<>();
    for (Service service : context.graph().servicesOf(workload)) {
      List<Route> dependent = Answers.dependentRoutes(context.graph(), service);
      if (!dependent.isEmpty() && isDead(service, context)) {
        dead.add(service);
        routes.addAll(dependent);
      }
    }
    if (dead.isEmpty()) {
      return List.of();
    }
    Service service = dead.getFirst();
    Finding finding =
        Finding.in(
                workload,
                META,
                workload.replicas().place(),
                workload.quoted()
                    + " has 0 replicas, and nothing else stands behind "
                    + service.quoted())
            .target(service.name())
            .help("scale it up, or leave replicas out where an autoscaler decides")
            .related("selector of " + service.quoted(), service, service.selector().place());
    return List.of(Answers.add(finding, routes, Defect.NO_ENDPOINTS));
  }

  private static boolean isOff(Workload workload, RuleContext context) {
    return workload.replicas().is(0) && context.world().autoscalersOf(workload).isEmpty();
  }

  private static boolean isDead(Service service, RuleContext context) {
    return !HandMadeEndpoints.exist(context.world(), service)
        && !context.world().hasExternalPods(service)
        && context
            .graph()
            .selected(service)
            .found()
            .filter(all -> all.stream().allMatch(one -> isOff(one, context)))
            .isPresent();
  }
}
