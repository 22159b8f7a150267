package dev.hoplint.builtin.backend;

import dev.hoplint.dialect.Controller;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
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
import java.util.List;
import java.util.Optional;

/// A backend asks for a port that its Service does not have.
///
/// Numbers are compared with `spec.ports[].port`, names with `spec.ports[].name`; ingress-nginx
/// also takes a targetPort, but not with `service-upstream`, which dials the cluster IP
/// (internal/ingress/controller/controller.go, `serviceEndpoints`, `getServiceClusterEndpoint`).
public final class BackendPortNotOnService implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "backend-port-not-on-service",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A backend asks for a port that its Service does not have")
          .statuses(404, 502, 503, 504)
          .reads("Ingress", "Service", "IngressClass", "Workload")
          .evidence(Evidence.CONTRADICTION)
          .soundForAdmission()
          .supersedes("schema-violation");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    List<Route> broken =
        context.graph().routesOf(ingress).stream()
            .filter(route -> route.reachesBackend() && isWrong(ingress, route, context))
            .toList();
    return Answers.byPlace(broken, backend -> backend.port().place()).stream()
        .map(routes -> finding(ingress, routes, context))
        .toList();
  }

  private static boolean isWrong(Ingress ingress, Route route, RuleContext context) {
    return switch (route.port()) {
      case PortMatch.Missing() -> {
        Service service = route.service().found().orElseThrow();
        PortRef wanted = route.backend().orElseThrow().port().get().orElseThrow();
        yield !ProtocolSlips.explains(context.graph(), service, wanted);
      }
      case PortMatch.ByTarget(var _) ->
          route.controller().dialect().isPresent()
              && !BackendPortIsTargetPort.works(ingress, route);
      case PortMatch.Found(var _), PortMatch.Unknown() -> false;
    };
  }

  private static Finding finding(Ingress ingress, List<Route> routes, RuleContext context) {
    Route route = routes.getFirst();
    Service service = route.service().found().orElseThrow();
    Route.BackendRef backend = route.backend().orElseThrow();
    PortRef wanted = backend.port().get().orElseThrow();
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
                    + ", which has "
                    + PortWords.list(service)
                    + hint(ingress, route, service, context)
                        .map(why -> " (" + why + ")")
                        .orElse(""))
            .target(service.name() + ":" + wanted.text())
            .help(PortWords.help(service))
            .related("ports of " + service.quoted(), service, place(service));
    return answered(finding, ingress, routes, wanted);
  }

  private static Finding answered(
      Finding finding, Ingress ingress, List<Route> routes, PortRef wanted) {
    Controller controller = routes.getFirst().controller();
    if (PortWords.isNumberAsName(wanted) && ingress.ref().kind().version().equals("v1")) {
      // IsValidPortName of the API machinery wants a letter.
      return finding
          .symptom(Symptom.effect("the API server", "refused by the API server"))
          .routes(routes);
    }
    if (wanted instanceof PortRef.Number && NginxAnnotations.isServiceUpstream(ingress)) {
      return finding
          .symptom(Symptom.of(controller.words(), List.of(502, 504)).assuming(controller.assumed()))
          .routes(routes);
    }
    return Answers.add(finding, routes, Defect.PORT_NOT_ON_SERVICE);
  }

  private static Optional<String> hint(
      Ingress ingress, Route route, Service service, RuleContext context) {
    PortRef wanted = route.backend().orElseThrow().port().get().orElseThrow();
    if (route.port() instanceof PortMatch.ByTarget) {
      return Optional.of(
          wanted
              + " is its targetPort, and "
              + (NginxAnnotations.isServiceUpstream(ingress)
                  ? "service-upstream dials the Service itself"
                  : route.controller().words() + " does not take that"));
    }
    if (PortWords.isNumberAsName(wanted)) {
      return Optional.of(wanted + " is a name here, not a number");
    }
    boolean onContainer =
        wanted instanceof PortRef.Name(String name)
            && context.graph().selected(service).found().orElse(List.of()).stream()
                .flatMap(workload -> workload.template().serving().stream())
                .flatMap(container -> container.ports().stream())
                .map(Container.Port::name)
                .anyMatch(one -> one.is(name));
    return onContainer
        ? Optional.of(wanted + " is what the container calls its port")
        : Optional.empty();
  }

  private static Place place(Service service) {
    return service.ports().isEmpty()
        ? service.meta().namePlace()
        : service.ports().getFirst().port().place();
  }
}
