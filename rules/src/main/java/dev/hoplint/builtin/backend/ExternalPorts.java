package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which port a route dials on an ExternalName Service.
///
/// ingress-nginx takes the targetPort of the port that matches, else the number the Ingress writes;
/// a name that nothing resolves is port 0 (controller.go, `externalNamePorts`; inferred).
final class ExternalPorts {
  private ExternalPorts() {}

  /// Ports of the Service that are dialled by a name.
  static List<Finding> ofService(RuleMeta rule, Service service, List<Route> routes) {
    List<Finding> findings = new ArrayList<>();
    for (Service.Port port : service.ports()) {
      List<Route> dialling =
          routes.stream()
              .filter(route -> wanted(route).filter(one -> matches(one, port)).isPresent())
              .toList();
      if (!dialling.isEmpty() && port.target().get().orElse(null) instanceof PortRef.Name name) {
        String message =
            service.quoted()
                + " is an ExternalName and sends port "
                + port.label()
                + " to targetPort "
                + name
                + ", which no pod stands behind to resolve";
        Finding finding =
            Finding.in(service, rule, port.targetPort().place(), message).target(name.text());
        findings.add(answered(finding, dialling));
      }
    }
    return findings;
  }

  /// Names that an Ingress asks for and the Service does not have.
  static List<Finding> ofIngress(RuleMeta rule, Ingress ingress, List<Route> routes) {
    List<Finding> findings = new ArrayList<>();
    List<Route> wrong = routes.stream().filter(ExternalPorts::asksUnknownName).toList();
    for (List<Route> same : Answers.byPlace(wrong, backend -> backend.port().place())) {
      Route.BackendRef backend = same.getFirst().backend().orElseThrow();
      Service service = same.getFirst().service().found().orElseThrow();
      PortRef name = backend.port().get().orElseThrow();
      String message =
          ingress.quoted()
              + " asks for port "
              + name
              + " of the ExternalName "
              + service.quoted()
              + ", which has "
              + PortWords.list(service);
      Finding finding =
          Finding.in(ingress, rule, backend.port().place(), message)
              .target(name.text())
              .related(service.ref().toString(), service, service.externalName().place());
      findings.add(answered(finding, same));
    }
    return findings;
  }

  private static boolean asksUnknownName(Route route) {
    return wanted(route).filter(PortRef.Name.class::isInstance).isPresent()
        && route
            .service()
            .found()
            .filter(Service::isExternalName)
            .filter(
                service ->
                    service.ports().stream()
                        .noneMatch(
                            port -> port.name().isUnknown() || matches(wanted(route).get(), port)))
            .isPresent();
  }

  private static Optional<PortRef> wanted(Route route) {
    return route.backend().flatMap(backend -> backend.port().get());
  }

  private static boolean matches(PortRef wanted, Service.Port port) {
    return switch (wanted) {
      case PortRef.Number(int number) -> port.port().is(number);
      case PortRef.Name(String name) -> port.name().is(name);
    };
  }

  private static Finding answered(Finding finding, List<Route> routes) {
    return Answers.add(
            finding.severity(Severity.WARNING).help("write the number of the port"),
            routes,
            Defect.REFUSED)
        .atMost(Certainty.LIKELY);
  }
}
