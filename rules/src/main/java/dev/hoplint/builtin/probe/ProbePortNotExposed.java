package dev.hoplint.builtin.probe;

import dev.hoplint.builtin.port.ListeningPorts;
import dev.hoplint.builtin.port.ManagementPorts;
import dev.hoplint.builtin.port.RouteSymptom;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Handler;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.Sidecars;
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
import java.util.Set;

/// A probe may ask a port that nobody declares: of 142 such probes in public manifests two were
/// wrong. It is suspicious where the container's settings name another port for the same purpose,
/// or where another container of the pod owns the port.
public final class ProbePortNotExposed implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PROBE,
              "probe-port-not-exposed",
              Severity.WARNING,
              Certainty.LIKELY,
              "a probe asks an undeclared port that the pod's own settings contradict")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.LOCAL);

  /// Ports that applications serve on by habit. A probe of any other undeclared port is taken for a
  /// management port, whatever the serving port is.
  private static final Set<Integer> SERVING_BY_HABIT =
      Set.of(80, 443, 3_000, 4_000, 5_000, 8_000, 8_080, 8_443, 8_888);

  /// Why the port is wrong, as a clause.
  private record Reason(String words, String help) {}

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (workload.template().serving().stream().anyMatch(Sidecars::isMesh)) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (ContainerProbe probe : ContainerProbe.of(workload)) {
      if (!(probe.port() instanceof ContainerProbe.OwnPort.Number(int number))
          || isAccountedFor(probe, number)) {
        continue;
      }
      against(probe, number)
          .map(reason -> finding(probe, number, reason))
          .map(
              finding ->
                  RouteSymptom.on(
                      finding,
                      context.graph().routesTo(workload),
                      Defect.NO_ENDPOINTS,
                      Symptom.effect("the kubelet", "the probe fails")))
          .ifPresent(findings::add);
    }
    return findings;
  }

  /// Declared, mentioned in the container's settings, or impossible to know.
  private static boolean isAccountedFor(ContainerProbe probe, int number) {
    Container container = probe.container();
    return container.ports().stream()
            .anyMatch(port -> port.number().is(number) || port.number().isUnknown())
        || ManagementPorts.isRewritten(probe.probe().handler())
        || ListeningPorts.isMentioned(container, number)
        || ListeningPorts.of(container).isOpen();
  }

  private static Optional<Reason> against(ContainerProbe probe, int number) {
    ListeningPorts settings = ListeningPorts.of(probe.container());
    Optional<Reason> health =
        settings.health().stream()
            .findFirst()
            .map(
                one ->
                    new Reason(
                        "while "
                            + one.words()
                            + " says that its probes are answered on "
                            + one.port(),
                        "ask port " + one.port()));
    return health
        .or(() -> sibling(probe, number))
        .or(
            () ->
                SERVING_BY_HABIT.contains(number) && isOrdinary(probe.probe().handler())
                    ? settings.serving().stream().findFirst().map(ProbePortNotExposed::serving)
                    : Optional.empty());
  }

  private static Reason serving(ListeningPorts.Witness one) {
    return new Reason(
        "while " + one.words() + " says that it listens on " + one.port(),
        "ask port " + one.port());
  }

  private static boolean isOrdinary(Handler handler) {
    return switch (handler) {
      case Handler.HttpGet _, Handler.TcpSocket _ -> !ManagementPorts.isPath(handler);
      case Handler.Grpc _, Handler.Exec _, Handler.Sleep _, Handler.None _ -> false;
    };
  }

  private static Optional<Reason> sibling(ContainerProbe probe, int number) {
    return probe.workload().template().serving().stream()
        .filter(other -> other != probe.container())
        .filter(other -> other.ports().stream().anyMatch(port -> port.number().is(number)))
        .findFirst()
        .map(
            owner ->
                new Reason(
                    "it belongs to " + owner.quoted() + ", so the probe says nothing about its own",
                    "ask a port of " + probe.container().quoted()));
  }

  private static Finding finding(ContainerProbe probe, int number, Reason reason) {
    String message =
        probe.subject()
            + " asks port "
            + number
            + ", which the container does not declare, "
            + reason.words();
    return Finding.in(
            probe.workload(),
            META,
            probe.probe().port().map(port -> port.place()).orElse(probe.probe().place()),
            message)
        .help(reason.help())
        .related(
            "settings of " + probe.container().quoted(),
            probe.workload(),
            probe.container().name().place())
        .target(Integer.toString(number));
  }
}
