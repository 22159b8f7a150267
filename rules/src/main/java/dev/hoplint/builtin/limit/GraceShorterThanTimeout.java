package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.builtin.lifecycle.HookTiming;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Workload;
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

/// Requests may run longer than a stopping pod lives.
///
/// After the preStop hook the rest of the grace period is all that requests in flight have
/// (`killContainer` of the kubelet); a request that the proxy would wait for is cut off with it.
public final class GraceShorterThanTimeout implements Rule.OfIngress {
  private static final int DEFAULT_GRACE = 30;
  private static final String NAME = "proxy-read-timeout";

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "grace-shorter-than-timeout",
              Severity.INFO,
              Certainty.LIKELY,
              "the proxy waits longer for an answer than a stopping pod has time to give it")
          .statuses(502)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .map(served -> check(served, context))
        .orElse(List.of());
  }

  private static List<Finding> check(ServedIngress served, RuleContext context) {
    Optional<Long> timeout = served.annotations().number(NAME);
    if (timeout.isEmpty()
        || !(served.annotations().value(NAME) instanceof AnnotationValue.Valid(var _, var place))) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    List<Workload> seen = new ArrayList<>();
    for (Target target : context.graph().targets(served.ingress())) {
      Workload workload = target.workload();
      Optional<Long> left = left(workload, target);
      if (left.isPresent() && timeout.get() > left.get() && !seen.contains(workload)) {
        seen.add(workload);
        findings.add(finding(served, place, timeout.get(), workload, left.get()));
      }
    }
    return findings;
  }

  /// What the hook leaves of the grace period; empty where that cannot be read.
  private static Optional<Long> left(Workload workload, Target target) {
    Field<Integer> grace = workload.template().terminationGracePeriodSeconds();
    Optional<Container> container = target.container();
    if (grace.isUnknown() || container.isEmpty()) {
      return Optional.empty();
    }
    long seconds = grace.or(DEFAULT_GRACE);
    Optional<Handler> hook = container.get().preStop();
    return hook.isEmpty()
        ? Optional.of(seconds)
        : HookTiming.of(hook.get())
            .filter(timing -> timing.beforeStop().isPresent())
            .map(timing -> Math.max(0, seconds - timing.total().toSeconds()));
  }

  private static Finding finding(
      ServedIngress served, Place place, long timeout, Workload workload, long left) {
    Field<Integer> grace = workload.template().terminationGracePeriodSeconds();
    return served
        .finding(
            META,
            place,
            served.ingress().quoted()
                + " waits "
                + timeout
                + " s for answers ("
                + NAME
                + "), but a stopping pod of "
                + workload.quoted()
                + " has "
                + left
                + " s left to give them",
            served.answers(502).when(When.ROLLOUT))
        .target(workload.name())
        .routes(served.reaching())
        .help("raise terminationGracePeriodSeconds, or answer faster")
        .related(
            "the grace period",
            workload,
            grace.isPresent() ? grace.place() : workload.meta().namePlace());
  }
}
