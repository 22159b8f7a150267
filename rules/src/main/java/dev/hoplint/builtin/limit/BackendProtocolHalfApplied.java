package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.outcome.When;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A backend-protocol that is accepted in lower case and then compared in upper case.
///
/// The parser takes any case (internal/ingress/annotations/backendprotocol/main.go),
/// `buildProxyPass` too; `proxySetHeader` and nginx.tmpl compare `GRPC` and `GRPCS` as they are, so
/// that timeouts and headers are set for the wrong module.
public final class BackendProtocolHalfApplied implements Rule.OfIngress {
  private static final String NAME = "backend-protocol";
  private static final Set<String> COMPARED = Set.of("GRPC", "GRPCS", "FCGI");

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "backend-protocol-half-applied",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a lower-case grpc, grpcs or fcgi sets the protocol but not its timeouts and headers")
          .statuses(504)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .flatMap(BackendProtocolHalfApplied::check)
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served) {
    if (!(served.annotations().value(NAME)
        instanceof AnnotationValue.Valid(String text, Place place))) {
      return Optional.empty();
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (text.equals(upper) || !COMPARED.contains(upper)) {
      return Optional.empty();
    }
    boolean fastcgi = upper.equals("FCGI");
    String lost =
        fastcgi
            ? "no FastCGI parameters are passed"
            : "timeouts stay at nginx's own 60 s and the backend sees the authority"
                + " \"upstream_balancer\"";
    Symptom symptom = fastcgi ? served.effect("empty pages") : served.answers(504).when(When.LOAD);
    return Optional.of(
        served
            .finding(
                META,
                place,
                served.ingress().quoted()
                    + " writes "
                    + NAME
                    + " as \""
                    + text
                    + "\" instead of \""
                    + upper
                    + "\", so "
                    + lost,
                symptom)
            .target(upper)
            .help("write \"" + upper + "\""));
  }
}
