package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationTable;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// A routed Ingress that leaves the limit of request bodies at the default.
///
/// `client_max_body_size` is 1m unless the annotation or the ConfigMap says otherwise
/// (internal/ingress/controller/config/config.go); a larger `Content-Length` gets 413 before
/// anything else happens (ngx_http_core_find_config_phase).
public final class BodySizeMissing implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "body-size-missing",
              Severity.WARNING,
              Certainty.POSSIBLE,
              "an Ingress leaves the limit of request bodies at the controller's 1m")
          .statuses(413)
          .reads("Ingress", "IngressClass", "Service", "Workload", "ConfigMap")
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary() && !served.reaching().isEmpty())
        .filter(served -> !isSet(served))
        .map(served -> finding(served, context))
        .stream()
        .toList();
  }

  private static boolean isSet(ServedIngress served) {
    return served.annotations().has("proxy-body-size")
        || served.settings().get("proxy-body-size").isWritten()
        || served.ingress().meta().annotations().withPrefix(AnnotationTable.PREFIX).stream()
            .anyMatch(
                entry ->
                    entry.key().endsWith("-snippet")
                        && (entry.value().isUnknown()
                            || entry.value().or("").contains("client_max_body_size")));
  }

  private static Finding finding(ServedIngress served, RuleContext context) {
    Optional<String> hint = TrafficHints.uploads(served, context);
    Setting limit = served.settings().get("proxy-body-size");
    boolean warns = hint.isPresent() || context.options().is("require", "always");
    return served
        .finding(
            META,
            served.ingress().meta().namePlace(),
            served.ingress().quoted()
                + " sets no proxy-body-size, so bodies over the default "
                + limit.value()
                + " get 413"
                + hint.map(words -> ", and " + words + " suggests uploads").orElse(""),
            served.answers(413))
        .routes(served.reaching())
        .severity(warns ? Severity.WARNING : Severity.INFO)
        .help(
            "set "
                + AnnotationTable.PREFIX
                + "proxy-body-size to the largest body that clients send");
  }
}
