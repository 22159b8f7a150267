package dev.hoplint.builtin.probe;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// The kubelet runs the attempts of one probe one after another (prober worker), so a timeout that
/// is longer than the period stretches the period.
public final class ProbeTimeoutExceedsPeriod implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "probe-timeout-exceeds-period",
              Severity.INFO,
              Certainty.CERTAIN,
              "a probe's timeout is longer than its period")
          .reads("Workload")
          .looks(Neighbourhood.SELF)
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe one : ContainerProbe.of(workload)) {
      Probe probe = one.probe();
      if (one.hasKnownTimes() && probe.timeoutOrDefault() > probe.periodOrDefault()) {
        String message =
            one.subject()
                + " waits "
                + probe.timeoutOrDefault()
                + " s for an answer but is due every "
                + probe.periodOrDefault()
                + " s, so the period is not kept";
        findings.add(
            Finding.in(workload, META, probe.timeoutSeconds().place(), message)
                .help("make timeoutSeconds at most periodSeconds"));
      }
    }
    return findings;
  }
}
