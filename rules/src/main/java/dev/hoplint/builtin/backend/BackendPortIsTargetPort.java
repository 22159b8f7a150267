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
    List<Route> forgiven =
        context.graph().routesOf(ingress).stream()
            .filter(
                route ->
                    route.reachesBackend()
                        && route.port() instanceof PortMatch.ByTarget
                        && (route.controller().dialect().isEmpty() || works(ingress, route)))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (List<Route> routes : Answers.byPlace(forgiven, backend -> backend.port().place())) {
      if (routes.getFirst().port() instanceof PortMatch.ByTarget(Service.Port port)) {
        findings.add(finding(ingress, routes, port));
      }
    }
    return findings;
  }

  private static Finding finding(Ingress ingress, List<Route> routes, Service.Port port) {
    Route route = routes.getFirst();
    Service service = route.service().found().orElseThrow();
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
                    .assuming(route.controller().assumed()))
            .routes(routes)
        : Answers.add(finding, routes, Defect.PORT_NOT_ON_SERVICE).atMost(Certainty.LIKELY);
  }
}
