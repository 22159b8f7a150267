package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationRisk;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
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

/// A snippet that the controller does not allow.
///
/// Snippets need `allow-snippet-annotations: "true"` (default false since 1.9) and
/// `annotations-risk-level: Critical` (default High since 1.12). The risk is that of the name,
/// whatever the value: above the level the Ingress is dropped
/// (internal/ingress/annotations/parser/validators.go `CheckAnnotationRisk`). With the risk allowed
/// and snippets not, the webhook denies, and without webhook the snippet is cut out
/// (internal/ingress/controller/controller.go `dropSnippetDirectives`).
public final class SnippetRefused implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "snippet-refused",
              Severity.ERROR,
              Certainty.CERTAIN,
              "an Ingress with a snippet that the controller's settings do not allow is dropped")
          .statuses(404)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.CONTRADICTION);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context).flatMap(SnippetRefused::check).stream().toList();
  }

  private static Optional<Finding> check(ServedIngress served) {
    Optional<Annotations.Written> snippet =
        served.annotations().all().stream()
            .filter(
                one ->
                    one.row()
                        .filter(
                            row ->
                                row.risk() == AnnotationRisk.CRITICAL
                                    && row.isRead(served.version()))
                        .isPresent())
            .findFirst();
    Setting allowed = served.settings().get("allow-snippet-annotations");
    Setting level = served.settings().get("annotations-risk-level");
    boolean risky = AnnotationRisk.level(level.value()) != AnnotationRisk.CRITICAL;
    if (snippet.isEmpty() || (!risky && served.settings().bool("allow-snippet-annotations"))) {
      return Optional.empty();
    }
    String key = risky ? "annotations-risk-level" : "allow-snippet-annotations";
    Setting reason = risky ? level : allowed;
    String value = reason.value();
    Symptom symptom =
        risky
            ? served.answers(404).withEffect("the Ingress is dropped")
            : served.answers(404).withEffect("the webhook refuses it, or the snippet is cut out");
    Finding finding =
        served
            .finding(
                META,
                snippet.get().entry().keyPlace(),
                "Annotation \""
                    + snippet.get().name()
                    + "\" needs "
                    + (risky ? "risk level Critical" : "allow-snippet-annotations")
                    + ", but the controller's "
                    + key
                    + " is "
                    + ServedIngress.quote(value)
                    + (reason.isWritten() ? "" : " by default")
                    + (risky
                        ? ", so it drops the whole Ingress"
                        : ", so its webhook refuses the Ingress"),
                symptom)
            .target(snippet.get().name())
            .help(
                "do without the snippet, or set allow-snippet-annotations: \"true\" and"
                    + " annotations-risk-level: Critical in the controller's ConfigMap")
            .atMost(reason.certainty());
    return Optional.of(
        reason.resource().isPresent() && reason.place().isPresent()
            ? finding.related(
                key + " of the controller", reason.resource().get(), reason.place().get())
            : finding);
  }
}
