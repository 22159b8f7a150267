package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import java.util.List;

/// A backend names a Service that its namespace does not have.
///
/// The API server does not check the reference. ingress-nginx builds an upstream without endpoints
/// and answers 503 (internal/ingress/controller/controller.go, `serviceEndpoints`).
public final class BackendServiceMissing implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "backend-service-missing",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A routed backend names a Service that its namespace does not have")
          .statuses(404, 502, 503)
          .reads("Ingress", "Service", "IngressClass")
          .looks(Neighbourhood.NAMESPACE)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    if (NginxAnnotations.isCanary(ingress)) {
      return List.of();
    }
    List<Route> broken =
        context.graph().routesOf(ingress).stream()
            .filter(route -> route.reachesBackend() && route.service().isMissing())
            .toList();
    return Answers.byPlace(broken, backend -> backend.service().place()).stream()
        .map(routes -> finding(ingress, routes))
        .toList();
  }

  private static Finding finding(Ingress ingress, List<Route> routes) {
    Route.BackendRef backend = routes.getFirst().backend().orElseThrow();
    List<NearMiss> near =
        routes.getFirst().service() instanceof Resolved.Missing<Service>(List<NearMiss> misses)
            ? misses
            : List.of();
    String name = backend.service().or("");
    String namespace = "namespace \"" + ingress.namespace() + "\"";
    String instead = near.isEmpty() ? "" : " (" + near.getFirst().text() + ")";
    Finding finding =
        Finding.in(
                ingress,
                META,
                backend.service().place(),
                ingress.quoted()
                    + " sends requests to Service \""
                    + name
                    + "\", but "
                    + namespace
                    + " has no such Service"
                    + instead)
            .target(name)
            .help(help(ingress, name, near));
    for (NearMiss miss : near) {
      finding = finding.related(miss.resource().ref().toString(), miss.resource(), miss.place());
    }
    return Answers.add(finding, routes, Defect.SERVICE_MISSING);
  }

  private static String help(Ingress ingress, String name, List<NearMiss> near) {
    String create = "create Service \"" + name + "\" in namespace \"" + ingress.namespace() + "\"";
    if (near.isEmpty()) {
      return create;
    }
    var other = near.getFirst().resource().ref();
    return other.namespace().equals(ingress.namespace())
        ? "name Service \"" + other.name() + "\", or " + create
        : "move the Ingress to namespace \"" + other.namespace() + "\", or " + create;
  }
}
