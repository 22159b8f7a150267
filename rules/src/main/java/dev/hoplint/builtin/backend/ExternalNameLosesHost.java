package dev.hoplint.builtin.backend;

import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
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

/// An Ingress leads to an outside host and keeps the client's Host header.
///
/// ingress-nginx sends `Host: $best_http_host`, the client's, unless `upstream-vhost` says
/// otherwise (rootfs/etc/nginx/template/nginx.tmpl). Whether the outside server minds is not known.
public final class ExternalNameLosesHost implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "external-name-loses-host",
              Severity.WARNING,
              Certainty.LIKELY,
              "An Ingress sends requests to an outside host under the client's Host header")
          .statuses(404, 421)
          .reads("Ingress", "Service", "IngressClass")
          .evidence(Evidence.CONTRADICTION);

  private static final List<String> SETTINGS =
      List.of("upstream-vhost", "proxy-ssl-name", "configuration-snippet", "server-snippet");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    boolean settled =
        !context.graph().controller(ingress).is(Dialects.INGRESS_NGINX)
            || SETTINGS.stream().anyMatch(name -> NginxAnnotations.has(ingress, name));
    if (settled) {
      return List.of();
    }
    List<Route> foreign =
        context.graph().routesOf(ingress).stream()
            .filter(route -> route.reachesBackend() && isForeign(ingress, route))
            .toList();
    return Answers.byPlace(foreign, backend -> backend.service().place()).stream()
        .map(routes -> finding(ingress, routes))
        .toList();
  }

  private static boolean isForeign(Ingress ingress, Route route) {
    return route
        .service()
        .found()
        .filter(Service::isExternalName)
        .filter(service -> isForeign(ingress, service.externalName().or("")))
        .isPresent();
  }

  private static boolean isForeign(Ingress ingress, String name) {
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return ExternalNames.isDnsName(name)
        && !ExternalNames.isIpLiteral(name)
        && !ExternalNames.isPrivate(name)
        && ingress.rules().stream().noneMatch(rule -> rule.host().is(bare));
  }

  private static Finding finding(Ingress ingress, List<Route> routes) {
    Service service = routes.getFirst().service().found().orElseThrow();
    Route.BackendRef backend = routes.getFirst().backend().orElseThrow();
    String host = service.externalName().or("");
    return Finding.in(
            ingress,
            META,
            backend.service().place(),
            ingress.quoted()
                + " sends requests to \""
                + host
                + "\" through the ExternalName "
                + service.quoted()
                + ", but keeps the client's Host header")
        .target(host)
        .symptom(
            Symptom.of("the outside server", List.of(404, 421))
                .assuming(routes.getFirst().controller().assumed()))
        .help("set nginx.ingress.kubernetes.io/upstream-vhost to \"" + host + "\"")
        .related("the outside host", service, service.externalName().place())
        .routes(routes);
  }
}
