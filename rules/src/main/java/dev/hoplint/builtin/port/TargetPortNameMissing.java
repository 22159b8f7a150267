package dev.hoplint.builtin.port;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A named targetPort must be named by a container of each selected pod.
///
/// The endpoints controller looks the name up per pod, by name and protocol, in the main containers
/// and then the native sidecars; a pod without it is left out of that port (k8s.io/endpointslice
/// `FindPort`).
public final class TargetPortNameMissing implements Rule.OfService {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.PORT,
              "target-port-name-missing",
              Severity.ERROR,
              Certainty.CERTAIN,
              "a named targetPort that no container of a selected workload names")
          .statuses(503)
          .reads("Ingress", "HTTPRoute", "Service", "Workload")
          .evidence(Evidence.CONTRADICTION)
          .soundForAdmission()
          .supersedes("service-selects-strangers");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Service service, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (NamedTarget target : NamedTarget.of(service, context.graph())) {
      if (target.isMissingEverywhere()) {
        Finding finding = finding(service, target, "");
        findings.add(
            RouteSymptom.on(
                finding,
                context.graph().routesTo(service, target.port()),
                Defect.NO_ENDPOINTS,
                RouteSymptom.noEndpoints()));
      } else if (target.isMissingSomewhere()) {
        String contrast =
            ", while " + PodWords.workloads(target.workloadsWith(), "and") + " names it";
        findings.add(
            finding(service, target, contrast)
                .severity(Severity.WARNING)
                .symptom(Symptom.effect(service.quoted(), "fewer endpoints"))
                .routes(context.graph().routesTo(service, target.port())));
      }
    }
    return findings;
  }

  private static Finding finding(Service service, NamedTarget target, String contrast) {
    Workload first = target.workloadsWithout().getFirst();
    String message =
        service.quoted()
            + " sends port "
            + target.port().label()
            + " to targetPort \""
            + target.name()
            + "\", but no container of "
            + PodWords.workloads(target.workloadsWithout(), "or")
            + " names a port \""
            + target.name()
            + "\" ("
            + PodWords.ports(first.template())
            + ")"
            + contrast;
    Finding finding =
        Finding.in(service, META, target.port().targetPort().place(), message)
            .help(help(target.name(), first))
            .target(target.name());
    for (Workload workload : target.workloadsWithout()) {
      finding = finding.related("containers of " + workload.quoted(), workload, otherEnd(workload));
    }
    return finding;
  }

  private static String help(String name, Workload workload) {
    List<String> names =
        workload.template().serving().stream()
            .flatMap(container -> container.ports().stream())
            .flatMap(port -> port.name().get().stream())
            .toList();
    String rename = "name the container port \"" + name + "\"";
    return Names.nearest(name, names)
        .or(() -> names.size() == 1 ? names.stream().findFirst() : Optional.empty())
        .map(near -> "write \"" + near + "\" here, or " + rename)
        .orElse(rename);
  }

  /// The first port that a pod declares; its first container where it declares none.
  private static Place otherEnd(Workload workload) {
    List<Container> serving = workload.template().serving();
    return serving.stream()
        .flatMap(container -> container.ports().stream())
        .findFirst()
        .map(Container.Port::place)
        .or(() -> serving.stream().findFirst().map(container -> container.name().place()))
        .orElseGet(() -> workload.meta().namePlace());
  }
}
