package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.resource.Service;
import dev.hoplint.route.PortMatch;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// A backend asks for a targetPort instead of a port of the Service.
///
/// ingress-nginx compares a backend's port with port, targetPort and name of the Service
/// (internal/ingress/controller/controller.go, `serviceEndpoints`); no other controller does.
public final class BackendPortIsTargetPort implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "backend-port-is-target-port",
              Severity.WARNING,
              Certainty.CERTAIN,
              "A backend asks for the pod's port instead of the Service's, which only ingress-nginx"
                  + " forgives")
          .statuses(404, 502, 503)
          .reads("Ingress", "Service", "IngressClass")
          .evidence(Evidence.CONTRADICTION)
          .supersedes("backend-port-not-on-service");

  @Override
  public RuleMeta meta() {
    return META;
  }

  /// Whether a targetPort serves as well on this route.
  static boolean works(Ingress ingress, Route route) {
    return route.controller().acceptsTargetPort() && !NginxAnnotations.isServiceUpstream(ingress);
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Finding> findings = new ArrayList<>();
    for (Route route : context.graph().routesOf(ingress)) {
      boolean known = route.controller().dialect().isPresent();
      if (route.reachesBackend()
          && route.port() instanceof PortMatch.ByTarget(Service.Port port)
          && (!known || works(ingress, route))) {
        route
            .service()
            .found()
            .ifPresent(service -> findings.add(finding(ingress, route, service, port)));
      }
    }
    return findings;
  }

  private static Finding finding(Ingress ingress, Route route, Service service, Service.Port port) {
    Route.BackendRef backend = route.backend().orElseThrow();
    PortRef wanted = backend.port().get().orElseThrow();
    String instead = port.port().get().map(String::valueOf).orElse("?");
    Finding finding =
        Finding.in(
                ingress,
                META,
                backend.port().place(),
                ingress.quoted()
                    + " asks for port "
                    + wanted
                    + " of "
                    + service.quoted()
                    + ", which is the targetPort of its port "
                    + port.label()
                    + " and works on ingress-nginx only")
            .target(service.name() + ":" + wanted.text())
            .help("use port " + instead)
            .related("port " + instead + " of " + service.quoted(), service, port.port().place());
    return route.controller().dialect().isPresent()
        ? finding
            .symptom(
                Symptom.of("other controllers", List.of(404, 502, 503))
                    .withEffect("works on ingress-nginx only")
                    .assuming(route.controller().assumed()))
            .routes(List.of(route))
        : Answers.add(finding, List.of(route), Defect.PORT_NOT_ON_SERVICE).atMost(Certainty.LIKELY);
  }
}
