package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
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
import java.util.Optional;

/// A rate limit that answers as if the backend were down.
///
/// `limit-req-status-code` and `limit-conn-status-code` of the ConfigMap are 503 by default
/// (internal/ingress/controller/config/config.go; test/e2e/annotations/limitconnections.go).
public final class RateLimitAnswers503 implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "rate-limit-answers-503",
              Severity.INFO,
              Certainty.LIKELY,
              "requests over a rate limit get 503, which looks like a broken backend")
          .statuses(503)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .flatMap(
            served ->
                List.of("limit-rps", "limit-rpm", "limit-connections").stream()
                    .flatMap(name -> check(served, name).stream())
                    .findFirst())
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served, String name) {
    String key =
        name.equals("limit-connections") ? "limit-conn-status-code" : "limit-req-status-code";
    Setting code = served.settings().get(key);
    boolean limited = served.annotations().number(name).filter(limit -> limit > 0).isPresent();
    if (!limited
        || code.isWritten()
        || !(served.annotations().value(name)
            instanceof AnnotationValue.Valid(String text, Place place))) {
      return Optional.empty();
    }
    return Optional.of(
        served
            .finding(
                META,
                place,
                served.ingress().quoted()
                    + " limits clients ("
                    + name
                    + " "
                    + text
                    + "), and requests over the limit get "
                    + code.value()
                    + (code.isKnown()
                        ? ", because the controller's ConfigMap sets no "
                        : ", unless the controller's ConfigMap sets ")
                    + key,
                served.answers(503).when(When.LOAD))
            .target(name)
            .help("set " + key + ": \"429\" in the controller's ConfigMap"));
  }
}
