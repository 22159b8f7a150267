package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.PodPort;
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

/// A Service also selects pods that are not meant to serve.
///
/// The endpoints controller knows labels only: the pod of a Job is an endpoint from its start,
/// ready at once where it has no readinessProbe. A pod that lacks a named targetPort is left out of
/// that port (k8s.io/endpointslice, `FindPort`), so it costs capacity, not requests.
public final class ServiceSelectsStrangers implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "service-selects-strangers",
              Severity.WARNING,
              Certainty.LIKELY,
              "A Service also selects pods that do not serve its port: Jobs, or workloads without"
                  + " the named port")
          .statuses(502, 503)
          .reads("Service", "Workload", "Ingress", "HTTPRoute")
          .evidence(Evidence.CONTRADICTION);

  private static final String HELM_HOOK = "helm.sh/hook";

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    List<Target> targets = context.graph().targets(service);
    boolean serves = targets.stream().anyMatch(one -> !one.workload().type().runsToCompletion());
    if (!serves) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      List<Target> here = targets.stream().filter(target -> target.port() == port).toList();
      jobs(service, here, context).ifPresent(findings::add);
      withoutName(service, port, here).ifPresent(findings::add);
      if (!findings.isEmpty()) {
        return findings;
      }
    }
    return findings;
  }

  private static Optional<Finding> jobs(
      Service service, List<Target> targets, RuleContext context) {
    List<Workload> jobs =
        targets.stream()
            .filter(target -> takesRequests(target.podPort()))
            .map(Target::workload)
            .filter(ServiceSelectsStrangers::isReadyJob)
            .toList();
    if (jobs.isEmpty()) {
      return Optional.empty();
    }
    Finding finding =
        finding(service, jobs, ", whose pods get a part of the requests while they run")
            .symptom(Symptom.of("the proxy in front", List.of(502, 503)).share(Share.SOME))
            .routes(context.graph().routesTo(service));
    return Optional.of(finding);
  }

  private static boolean takesRequests(PodPort port) {
    return port instanceof PodPort.Declared || port instanceof PodPort.Undeclared;
  }

  private static boolean isReadyJob(Workload workload) {
    return workload.type().runsToCompletion()
        && !workload.meta().annotations().has(HELM_HOOK)
        && workload.template().serving().stream()
            .noneMatch(container -> container.readinessProbe().isPresent());
  }

  private static Optional<Finding> withoutName(
      Service service, Service.Port port, List<Target> targets) {
    boolean named = targets.stream().anyMatch(one -> one.podPort() instanceof PodPort.Declared);
    List<Workload> strangers =
        targets.stream()
            .filter(target -> target.podPort() instanceof PodPort.NameMissing)
            .map(Target::workload)
            .filter(workload -> !workload.type().runsToCompletion())
            .toList();
    if (!named || strangers.isEmpty()) {
      return Optional.empty();
    }
    String name = port.target().get().map(Object::toString).orElse("?");
    return Optional.of(
        finding(service, strangers, ", which names no port " + name)
            .defect(port.targetPort().place().path().toString())
            .symptom(
                Symptom.effect("the endpoints controller", "fewer endpoints than pods")
                    .share(Share.SOME)));
  }

  private static Finding finding(Service service, List<Workload> strangers, String why) {
    Workload first = strangers.getFirst();
    String more = strangers.size() == 1 ? "" : " and " + (strangers.size() - 1) + " more";
    return Finding.in(
            service,
            META,
            service.selector().entries().getFirst().value().place(),
            service.quoted()
                + " selects "
                + service.selector()
                + " and with it "
                + first.quoted()
                + more
                + why)
        .target(first.ref().toString())
        .help("add a label to the selector that only the serving pods carry")
        .related("pod labels of " + first.quoted(), first, first.template().labels().place());
  }
}
