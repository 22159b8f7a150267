package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;

/// An ExternalName Service leads to no name, or to no port.
///
/// Cluster DNS makes no record for an address ("Services with external names that resemble IPv4
/// addresses are not resolved by DNS servers", Kubernetes documentation). ingress-nginx ignores
/// `localhost` and invalid names (endpointslices.go) and has port 0 where it would have to resolve
/// a name (controller.go, `externalNamePorts`; inferred, so never certain).
public final class ExternalNameUnusable implements Rule.OfResource {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "external-name-unusable",
              Severity.ERROR,
              Certainty.CERTAIN,
              "An ExternalName is no usable DNS name, or its port cannot be known")
          .statuses(404, 502, 503)
          .reads("Service", "Ingress")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Resource resource, RuleContext context) {
    return switch (resource) {
      case Service service when service.isExternalName() -> name(service, context);
      case Ingress ingress -> ports(ingress, context);
      default -> List.of();
    };
  }

  private static List<Finding> name(Service service, RuleContext context) {
    String name = service.externalName().or("");
    List<Route> routes = Answers.dependentRoutes(context.graph(), service);
    if (name.isEmpty()) {
      return List.of();
    }
    if (ExternalNames.isIpLiteral(name)) {
      String what = "an IP address, and no DNS name";
      Finding found = named(service, what, "write a Service without selector and an EndpointSlice");
      return List.of(
          routes.isEmpty()
              ? found.symptom(Symptom.effect("cluster DNS", "the name does not resolve"))
              : Answers.add(found, routes, Defect.NO_ENDPOINTS));
    }
    if (!ExternalNames.isDnsName(name)) {
      String what = "no DNS name";
      String help = "write the bare host name in lower case, without scheme, port and path";
      return List.of(
          named(service, what, help)
              .symptom(Symptom.effect("the API server", "refused by the API server"))
              .routes(routes));
    }
    if (ExternalNames.isLocalhost(name) && !routes.isEmpty()) {
      String what = "the machine of whoever asks";
      Finding found = named(service, what, "name the host that serves");
      return List.of(Answers.add(found, routes, Defect.NO_ENDPOINTS));
    }
    return ExternalPorts.ofService(META, service, routes);
  }

  private static Finding named(Service service, String what, String help) {
    String name = service.externalName().or("");
    return Finding.in(
            service,
            META,
            service.externalName().place(),
            service.quoted() + " has the externalName \"" + name + "\", which is " + what)
        .target(name)
        .help(help);
  }

  private static List<Finding> ports(Ingress ingress, RuleContext context) {
    return NginxAnnotations.isCanary(ingress)
        ? List.of()
        : ExternalPorts.ofIngress(
            META,
            ingress,
            context.graph().routesOf(ingress).stream().filter(Route::reachesBackend).toList());
  }
}
