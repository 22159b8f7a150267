package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.PodWords;
import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Field;
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
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A liveness probe that has used up its failures before readiness even begins restarts the
/// container in the middle of its start (kubelet prober; defaults of core/v1 Probe).
public final class LivenessStricterThanStartup implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "liveness-stricter-than-startup",
              Severity.WARNING,
              Certainty.LIKELY,
              "the liveness probe gives up before the readiness probe begins")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    List<ContainerProbe> probes = ContainerProbe.of(workload);
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe liveness : probes) {
      Container container = liveness.container();
      Optional<ContainerProbe> readiness =
          probes.stream()
              .filter(one -> one.container() == container)
              .filter(one -> one.type() == ContainerProbe.Type.READINESS)
              .findFirst();
      if (liveness.type() == ContainerProbe.Type.LIVENESS
          && container.startupProbe().isEmpty()
          && readiness.isPresent()
          && isStricter(liveness, readiness.get())) {
        findings.add(
            RouteSymptom.onPods(
                finding(liveness, readiness.get()),
                workload,
                context.graph(),
                Defect.NO_ENDPOINTS,
                RouteSymptom.noEndpoints(),
                UnaryOperator.identity()));
      }
    }
    return findings;
  }

  private static boolean isStricter(ContainerProbe liveness, ContainerProbe readiness) {
    return liveness.hasKnownTimes()
        && readiness.hasKnownTimes()
        && !(liveness.port() instanceof ContainerProbe.OwnPort.NameMissing)
        && givesUpAfter(liveness.probe()) < readiness.probe().initialDelayOrDefault();
  }

  private static long givesUpAfter(Probe probe) {
    return probe.initialDelayOrDefault()
        + (long) probe.periodOrDefault() * probe.failureThresholdOrDefault();
  }

  private static Finding finding(ContainerProbe liveness, ContainerProbe readiness) {
    int begins = readiness.probe().initialDelayOrDefault();
    String message =
        PodWords.sentence("the " + liveness.quoted())
            + " of "
            + liveness.workload().quoted()
            + " gives up after "
            + givesUpAfter(liveness.probe())
            + " s, before its readinessProbe begins at "
            + begins
            + " s";
    return Finding.in(liveness.workload(), META, place(liveness), message)
        .help("add a startupProbe that covers the start, and drop the initial delays")
        .related(
            "the readinessProbe begins here",
            readiness.workload(),
            readiness.probe().initialDelaySeconds().place())
        .defect(liveness.probe().place().path().toString());
  }

  /// The first number of the liveness probe that is written; the container where all are defaults.
  private static Place place(ContainerProbe liveness) {
    Probe probe = liveness.probe();
    return Stream.of(probe.initialDelaySeconds(), probe.failureThreshold(), probe.periodSeconds())
        .filter(Field::isPresent)
        .map(Field::place)
        .findFirst()
        .orElse(liveness.container().name().place());
  }
}
