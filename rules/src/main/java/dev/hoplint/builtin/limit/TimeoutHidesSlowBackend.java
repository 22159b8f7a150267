package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
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

/// A timeout of minutes that only moves the problem of a slow backend to its clients.
///
/// The read timeout counts between two reads (ngx_http_proxy_module), so that minutes mean minutes
/// without a single byte; a GET may be tried three times (`proxy-next-upstream-tries`).
public final class TimeoutHidesSlowBackend implements Rule.OfIngress {
  private static final int DEFAULT_SECONDS = 300;

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "timeout-hides-slow-backend",
              Severity.INFO,
              Certainty.POSSIBLE,
              "a proxy timeout of minutes keeps clients waiting for a slow backend")
          .statuses(504)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.BEHAVIOUR);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary() && !served.reaching().isEmpty())
        .flatMap(served -> check(served, context))
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served, RuleContext context) {
    long most = context.options().number("seconds", DEFAULT_SECONDS);
    return List.of("proxy-read-timeout", "proxy-send-timeout").stream()
        .filter(name -> served.annotations().number(name).filter(s -> s >= most).isPresent())
        .findFirst()
        .filter(_ -> TrafficHints.streams(served, context).isEmpty())
        .flatMap(
            name ->
                served.annotations().value(name) instanceof AnnotationValue.Valid(var text, var at)
                    ? Optional.of(finding(served, name, text, at))
                    : Optional.empty());
  }

  private static Finding finding(ServedIngress served, String name, String seconds, Place place) {
    return served
        .finding(
            META,
            place,
            served.ingress().quoted()
                + " lets clients wait "
                + seconds
                + " s for a silent backend ("
                + name
                + "), longer than most clients and load balancers do",
            served.answers(504).when(When.LOAD))
        .target(name)
        .routes(served.reaching())
        .help("answer 202 and let clients ask for the result, or stream the answer");
  }
}
