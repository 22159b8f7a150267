package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.builtin.limit.Speech.Language;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The proxy speaks another protocol than the backend.
///
/// `backend-protocol` alone decides (T `buildProxyPass`; appProtocol is not read): plain HTTP to a
/// TLS port is answered with 400 or a reset, TLS to a plain port fails the handshake, and HTTP/1
/// and HTTP/2 without negotiation do not understand each other (issue 4323): 502.
public final class BackendProtocolMismatch implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "backend-protocol-mismatch",
              Severity.ERROR,
              Certainty.CERTAIN,
              "the proxy speaks another protocol to a port than the port speaks")
          .statuses(400, 502)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary() && !served.annotations().isTrue("ssl-passthrough"))
        .flatMap(served -> SpokenProtocol.of(served).map(spoken -> check(served, spoken, context)))
        .orElse(List.of());
  }

  private static List<Finding> check(
      ServedIngress served, SpokenProtocol spoken, RuleContext context) {
    Map<Service.Port, List<Route>> ports = new IdentityHashMap<>();
    List<Service.Port> order = new ArrayList<>();
    for (Route route : served.reaching()) {
      port(route)
          .ifPresent(
              port -> {
                List<Route> routes = ports.computeIfAbsent(port, _ -> new ArrayList<>());
                if (routes.isEmpty()) {
                  order.add(port);
                }
                routes.add(route);
              });
    }
    List<Finding> findings = new ArrayList<>();
    for (Service.Port port : order) {
      List<Route> routes = ports.getOrDefault(port, List.of());
      Service service = routes.getFirst().service().found().orElseThrow();
      Speech.of(
              service,
              port,
              context.graph().targets(service).stream()
                  .filter(target -> target.port() == port)
                  .toList())
          .flatMap(
              speech ->
                  spoken
                      .clash(speech)
                      .map(limit -> finding(served, spoken, port, routes, speech, limit)))
          .ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Service.Port> port(Route route) {
    return switch (route.port()) {
      case PortMatch.Found(Service.Port port) -> Optional.of(port);
      case PortMatch.ByTarget(Service.Port port) -> Optional.of(port);
      case PortMatch.Missing _, PortMatch.Unknown _ -> Optional.empty();
    };
  }

  private static Finding finding(
      ServedIngress served,
      SpokenProtocol spoken,
      Service.Port port,
      List<Route> routes,
      Speech speech,
      Certainty limit) {
    Route first = routes.getFirst();
    Service service = first.service().found().orElseThrow();
    Place backend = first.backend().map(one -> one.port().place()).orElse(port.place());
    boolean tls = speech.language() == Language.TLS && spoken.protocol().equals("HTTP");
    Symptom symptom = tls ? served.answers(400, 502) : served.answers(502);
    return served
        .finding(
            META,
            spoken.place().orElse(backend),
            served.ingress().quoted()
                + " speaks "
                + spoken.words()
                + " to port "
                + port.label()
                + " of "
                + service.quoted()
                + (spoken.place().isPresent() ? " (" + SpokenProtocol.NAME + ")" : " by default")
                + ", but "
                + speech.words()
                + " says "
                + speech.language().word(),
            symptom)
        .target(service.name() + ":" + port.port().get().map(String::valueOf).orElse("?"))
        .routes(routes)
        .severity(limit == Certainty.CERTAIN ? Severity.ERROR : Severity.WARNING)
        .atMost(limit)
        .help(help(speech.language()))
        .related("what the port speaks", speech.resource(), speech.place());
  }

  private static String help(Language language) {
    String value =
        switch (language) {
          case TLS -> "HTTPS";
          case GRPC -> "GRPC";
          case FASTCGI -> "FCGI";
          case HTTP -> "HTTP";
        };
    return "set nginx.ingress.kubernetes.io/" + SpokenProtocol.NAME + " to \"" + value + "\"";
  }
}
