package dev.hoplint.builtin.lifecycle;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Reach;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A preStop hook that is over before the removal of the endpoint has reached the proxies.
///
/// Inside a cluster that takes up to about five seconds; option `propagationSeconds`.
public final class PrestopTooShort implements Rule.OfWorkload {
  private static final int DEFAULT_PROPAGATION = 5;

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIFECYCLE,
              "prestop-too-short",
              Severity.INFO,
              Certainty.POSSIBLE,
              "the preStop hook waits less time than the removal of an endpoint usually takes")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    int propagation = context.options().number("propagationSeconds", DEFAULT_PROPAGATION);
    boolean concerned =
        Answering.isRolled(workload)
            && workload.template().serving().stream()
                .anyMatch(one -> tooShort(one, propagation).isPresent());
    Optional<Reach> reach = concerned ? Reach.of(context.graph(), workload) : Optional.empty();
    if (reach.isEmpty()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Answering one : Answering.in(context.graph(), workload)) {
      Container container = one.container();
      tooShort(container, propagation)
          .map(timing -> finding(workload, container, timing, propagation, reach.get()))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<HookTiming> tooShort(Container container, int propagation) {
    return container
        .preStop()
        .flatMap(HookTiming::of)
        .filter(timing -> isShort(timing, propagation));
  }

  private static boolean isShort(HookTiming timing, int propagation) {
    return timing
        .beforeStop()
        .filter(time -> time.compareTo(Duration.ofSeconds(propagation)) < 0)
        .isPresent();
  }

  private static Finding finding(
      Workload workload, Container container, HookTiming timing, int propagation, Reach reach) {
    Duration wait = timing.beforeStop().orElse(Duration.ZERO);
    String waits =
        wait.isZero() && timing.stopsServer()
            ? " stops the server at once"
            : " waits " + HookTiming.words(wait) + " before the server stops";
    return Finding.in(
            workload,
            META,
            timing.place(),
            "preStop of "
                + container.quoted()
                + waits
                + ", but the removal of an endpoint takes about "
                + propagation
                + " s to reach the proxies")
        .symptom(reach.symptom(Defect.REFUSED, When.ROLLOUT))
        .help("sleep at least " + propagation + " seconds before the server stops")
        .routes(reach.routes());
  }
}
