package dev.hoplint.builtin.lifecycle;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Handler;
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

/// A preStop hook that sleeps away the whole grace period.
///
/// The grace period starts before the hook; what the hook leaves is the container's time after
/// SIGTERM, at least two seconds (`killContainer` and `executePreStopHook` of the kubelet). A sleep
/// action above the grace period is refused (`validateSleepAction` of the API server; equal
/// passes).
public final class PrestopExceedsGrace implements Rule.OfWorkload {
  private static final int DEFAULT_GRACE = 30;

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIFECYCLE,
              "prestop-exceeds-grace",
              Severity.ERROR,
              Certainty.CERTAIN,
              "the preStop hook sleeps as long as the grace period or longer, so requests in flight"
                  + " are cut off")
          .statuses(502, 503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    Field<Integer> written = workload.template().terminationGracePeriodSeconds();
    if (written.isUnknown()) {
      return List.of();
    }
    int grace = written.or(DEFAULT_GRACE);
    List<Finding> findings = new ArrayList<>();
    for (Container container : workload.template().serving()) {
      if (container.preStop().orElse(null) instanceof Handler.Sleep sleep
          && sleep.seconds().or(0) > grace) {
        findings.add(refused(workload, container, sleep.seconds(), grace));
      }
    }
    boolean concerned =
        workload.template().serving().stream().anyMatch(one -> tooLong(one, grace).isPresent());
    Optional<Reach> reach = concerned ? Reach.of(context.graph(), workload) : Optional.empty();
    if (reach.isPresent()) {
      for (Answering one : Answering.in(context.graph(), workload)) {
        tooLong(one.container(), grace)
            .map(timing -> finding(workload, one.container(), timing, written, reach.get()))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Finding refused(
      Workload workload, Container container, Field<Integer> seconds, int grace) {
    return Finding.in(
            workload,
            META,
            seconds.place(),
            "preStop of "
                + container.quoted()
                + " sleeps "
                + seconds.or(0)
                + " s, and the API server refuses a sleep action longer than the grace period of "
                + grace
                + " s")
        .symptom(Symptom.effect("the API server", "refused by the API server"))
        .help(help(Duration.ofSeconds(seconds.or(0))));
  }

  private static Optional<HookTiming> tooLong(Container container, int grace) {
    Optional<Handler> hook = container.preStop();
    boolean refused =
        hook.orElse(null) instanceof Handler.Sleep sleep && sleep.seconds().or(0) > grace;
    return refused
        ? Optional.empty()
        : hook.flatMap(HookTiming::of)
            .filter(timing -> timing.total().compareTo(Duration.ofSeconds(grace)) >= 0);
  }

  private static Finding finding(
      Workload workload,
      Container container,
      HookTiming timing,
      Field<Integer> written,
      Reach reach) {
    int grace = written.or(DEFAULT_GRACE);
    String period =
        "grace period of " + grace + " s" + (written.isPresent() ? "" : " (the default)");
    Finding finding =
        Finding.in(
                workload,
                META,
                timing.place(),
                "preStop of "
                    + container.quoted()
                    + " sleeps "
                    + HookTiming.words(timing.total())
                    + ", which leaves nothing of the "
                    + period
                    + ": requests in flight are cut off")
            .severity(Severity.WARNING)
            .atMost(Certainty.LIKELY)
            .symptom(reach.symptom(Defect.REFUSED, When.ROLLOUT))
            .help(help(timing.total()))
            .routes(reach.routes());
    return written.isPresent()
        ? finding.related("the grace period", workload, written.place())
        : finding;
  }

  private static String help(Duration sleep) {
    return "sleep less, or raise terminationGracePeriodSeconds above "
        + HookTiming.words(sleep)
        + " plus the longest request";
  }
}
