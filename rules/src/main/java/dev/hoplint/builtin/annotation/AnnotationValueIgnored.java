package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationRow;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
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

/// A value that the controller silently replaces by the default.
///
/// Most parsers of internal/ingress/annotations log an invalid value at most and take the
/// ConfigMap's or their own default.
public final class AnnotationValueIgnored implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "annotation-value-ignored",
              Severity.WARNING,
              Certainty.CERTAIN,
              "ingress-nginx does not take the value of an annotation and uses the default")
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context).stream()
        .flatMap(
            served ->
                served.annotations().all().stream().flatMap(one -> finding(served, one).stream()))
        .toList();
  }

  private static Optional<Finding> finding(ServedIngress served, Annotations.Written written) {
    Optional<AnnotationRow> row =
        written
            .row()
            .filter(one -> one.isRead(served.version()))
            .filter(one -> ValueReading.isRead(served, one));
    // Of a canary's annotations only those about the canary are used.
    boolean counts = !served.isCanary() || written.name().contains("canary");
    if (row.isEmpty()
        || !counts
        || !(served.annotations().own(written.name())
            instanceof AnnotationValue.Invalid(var text, var outcome, var why, var place))
        || outcome != AnnotationOutcome.DEFAULT) {
      return Optional.empty();
    }
    String instead = instead(served, row.get());
    return Optional.of(
        served
            .finding(
                META,
                place,
                served.ingress().quoted()
                    + " sets "
                    + written.name()
                    + " to "
                    + ServedIngress.quote(text)
                    + ", which "
                    + why
                    + ", so "
                    + instead,
                served.effect(instead))
            .target(written.name())
            .help("correct the value of " + written.name()));
  }

  private static String instead(ServedIngress served, AnnotationRow row) {
    String value =
        row.configKey()
            .map(key -> served.settings().get(key))
            .filter(setting -> setting.isWritten())
            .map(setting -> setting.value())
            .orElse(row.defaultValue());
    return value.isEmpty()
        ? "it counts as not set"
        : "the default " + ServedIngress.quote(value) + " applies";
  }
}
