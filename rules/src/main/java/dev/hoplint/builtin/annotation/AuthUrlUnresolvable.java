package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
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
import java.util.Optional;

/// An auth-url that nginx cannot reach.
///
/// Without scheme and host every request is denied (internal/ingress/annotations/authreq/main.go).
/// With them the host is looked up at run time by nginx's `resolver`, which knows no search
/// domains: `oauth2-proxy` and `oauth2-proxy.auth` do not resolve, and the subrequest's failure
/// becomes 500.
public final class AuthUrlUnresolvable implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "auth-url-unresolvable",
              Severity.ERROR,
              Certainty.CERTAIN,
              "auth-url has no scheme, or names a host that nginx cannot resolve")
          .statuses(500, 503)
          .reads("Ingress", "IngressClass", "Service", "ConfigMap", "Workload")
          .evidence(Evidence.ABSENCE)
          .supersedes("annotation-value-refused");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .flatMap(served -> check(served, context))
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served, RuleContext context) {
    return switch (served.annotations().value("auth-url")) {
      case AnnotationValue.Invalid(var text, var outcome, var why, var place)
          when outcome == AnnotationOutcome.DENY503 ->
          Optional.of(
              finding(
                      served,
                      place,
                      text,
                      "which " + why + ", so all paths answer 503",
                      served.answers(503))
                  .help("write a whole URL: http://auth.example.svc.cluster.local/verify"));
      case AnnotationValue.Valid(String text, Place place) ->
          AuthHost.trouble(served, context, text)
              .map(
                  trouble ->
                      finding(
                              served,
                              place,
                              text,
                              trouble.words() + ", so every request answers 500",
                              served.answers(500))
                          .severity(Severity.WARNING)
                          .atMost(Certainty.LIKELY)
                          .help(trouble.help()));
      case AnnotationValue.Absent _,
          AnnotationValue.Empty _,
          AnnotationValue.Unknown _,
          AnnotationValue.Invalid _ ->
          Optional.empty();
    };
  }

  private static Finding finding(
      ServedIngress served, Place place, String url, String words, Symptom symptom) {
    return served
        .finding(
            META,
            place,
            served.ingress().quoted() + " asks auth-url " + ServedIngress.quote(url) + ", " + words,
            symptom)
        .target(url);
  }
}
