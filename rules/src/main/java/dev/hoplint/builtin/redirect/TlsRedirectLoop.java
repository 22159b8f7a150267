package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.route.Route;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// TLS ends before the controller, nothing tells it, and it redirects to https forever.
///
/// nginx sees its own scheme, unless it is told to trust X-Forwarded-Proto or the PROXY protocol
/// says which port was asked (rootfs/etc/nginx/lua/lua_ingress.lua; issues 1957, 2724, 3826).
public final class TlsRedirectLoop implements Rule.OfResource {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "tls-redirect-loop",
              Severity.WARNING,
              Certainty.LIKELY,
              "TLS ends before the controller, nothing tells it, and it redirects to https forever")
          .statuses(301, 302, 307, 308)
          .reads("Ingress", "IngressClass", "Service", "ConfigMap", "Workload")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.CONTRADICTION);

  private static final String HEADERS = TlsEnd.FORWARDED_HEADERS;

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Resource resource, RuleContext context) {
    return TlsEnd.of(resource, context)
        .flatMap(end -> finding(end, context))
        .or(() -> behindCdn(resource, context))
        .stream()
        .toList();
  }

  private static Optional<Finding> finding(TlsEnd end, RuleContext context) {
    List<HttpsRedirect> looping =
        context.world().all(Ingress.class).stream()
            .flatMap(ingress -> end.loop(ingress, context).stream())
            .toList();
    return looping.isEmpty() ? Optional.empty() : Optional.of(finding(end, looping, context));
  }

  private static ControllerSettings settings(Ingress ingress, RuleContext context) {
    return context.graph().nginx().settings(ingress);
  }

  private static Finding finding(TlsEnd end, List<HttpsRedirect> looping, RuleContext context) {
    HttpsRedirect first = looping.getFirst();
    ControllerSettings settings = settings(first.ingress(), context);
    boolean trusts = settings.bool(HEADERS);
    String more = looping.size() == 1 ? "" : " (and " + (looping.size() - 1) + " more)";
    String message =
        end.words()
            + " decrypts TLS and sends plain HTTP, but "
            + (trusts ? "no X-Forwarded-Proto" : HEADERS + " is not \"true\"")
            + ", so "
            + first.words()
            + more
            + " redirects to the same URL forever";
    boolean known = settings.sources().isEmpty() || settings.isSeen();
    List<Route> routes =
        looping.stream().flatMap(one -> context.graph().routesOf(one.ingress()).stream()).toList();
    Finding finding =
        Finding.in(end.resource(), META, end.place(), message)
            .symptom(symptom(first, settings, context))
            .atMost(known && !trusts ? Certainty.LIKELY : Certainty.POSSIBLE)
            .help(help(end))
            .related("what redirects", first.ingress(), first.place())
            .routes(routes);
    Optional<Place> written = settings.get(HEADERS).place();
    return written.isPresent()
        ? finding.related(HEADERS, settings.get(HEADERS).resource().orElseThrow(), written.get())
        : finding;
  }

  private static Symptom symptom(
      HttpsRedirect first, ControllerSettings settings, RuleContext context) {
    int code = Math.toIntExact(settings.number("http-redirect-code"));
    return Symptom.of("ingress-nginx", List.of(code))
        .withEffect("redirect loop")
        .assuming(context.graph().controller(first.ingress()).assumed());
  }

  private static String help(TlsEnd end) {
    return end.sendsHeader()
        ? "set use-forwarded-headers: \"true\" in the controller's ConfigMap"
        : "use the PROXY protocol on both sides, or an HTTP listener with use-forwarded-headers,"
            + " or let nginx end TLS";
  }

  /// Only where the configuration says that a CDN speaks plain HTTP to the cluster.
  private static Optional<Finding> behindCdn(Resource resource, RuleContext context) {
    if (!(resource instanceof Ingress ingress) || !context.options().is("cdn", "flexible")) {
      return Optional.empty();
    }
    ControllerSettings settings = settings(ingress, context);
    return HttpsRedirect.of(ingress, context)
        .filter(_ -> !TlsEnd.isTold(settings, true))
        .map(
            found ->
                Finding.in(
                        ingress,
                        META,
                        found.place(),
                        "The CDN decrypts TLS and sends plain HTTP, but "
                            + HEADERS
                            + " is not \"true\", so "
                            + found.words()
                            + " redirects to the same URL forever")
                    .symptom(symptom(found, settings, context))
                    .help("set " + HEADERS + ": \"true\", or let the CDN speak TLS to the cluster")
                    .routes(context.graph().routesOf(ingress)));
  }
}
