package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Probe;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// A pod leaves the endpoints only after `failureThreshold` failures in a row; until then a hanging
/// pod keeps its share of the requests.
public final class ReadinessNeverFails implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "readiness-never-fails",
              Severity.WARNING,
              Certainty.LIKELY,
              "the readiness probe tolerates failures for minutes")
          .statuses(502)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  /// The longest time in seconds for which a hanging pod may keep its traffic.
  private static final String LIMIT_OPTION = "maxSeconds";

  private static final int LIMIT_DEFAULT = 120;

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    int limit = context.options().number(LIMIT_OPTION, LIMIT_DEFAULT);
    if (!context.graph().isServed(workload)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe one : ContainerProbe.of(workload)) {
      Probe probe = one.probe();
      long tolerated = (long) probe.periodOrDefault() * probe.failureThresholdOrDefault();
      if (one.type() == ContainerProbe.Type.READINESS && one.hasKnownTimes() && tolerated > limit) {
        findings.add(
            RouteSymptom.on(
                finding(one, tolerated),
                context.graph().routesTo(workload),
                Defect.REFUSED,
                RouteSymptom.refused(),
                symptom -> symptom.when(When.LOAD).share(Share.SOME)));
      }
    }
    return findings;
  }

  private static Finding finding(ContainerProbe one, long tolerated) {
    Probe probe = one.probe();
    String message =
        one.subject()
            + " fails only after "
            + tolerated
            + " s ("
            + probe.failureThresholdOrDefault()
            + " × "
            + probe.periodOrDefault()
            + " s), and a hanging pod keeps its traffic that long";
    Place place =
        probe.failureThreshold().isPresent()
            ? probe.failureThreshold().place()
            : probe.periodSeconds().place();
    return Finding.in(one.workload(), META, place, message)
        .help("give a slow start its own startupProbe, and let readiness fail within seconds")
        .defect(probe.place().path().toString());
  }
}
