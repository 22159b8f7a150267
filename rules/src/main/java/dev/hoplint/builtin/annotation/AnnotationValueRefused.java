package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationRow;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.outcome.Certainty;
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

/// A value that the controller refuses, with consequences beyond the annotation itself.
///
/// internal/ingress/annotations/annotations.go `Extract`: a validation error drops the Ingress
/// (internal/ingress/controller/store: `syncIngress`), a "location denied" error makes its paths
/// answer 503, any other error drops the annotation's group.
public final class AnnotationValueRefused implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ANNOTATION,
              "annotation-value-refused",
              Severity.ERROR,
              Certainty.CERTAIN,
              "ingress-nginx refuses the value of an annotation and drops the Ingress, denies its"
                  + " requests, or drops related annotations")
          .statuses(403, 404, 503)
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
            .filter(one -> isLooked(served, one));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    if (served.annotations().own(written.name())
            instanceof AnnotationValue.Invalid(var text, var outcome, var why, var place)
        && ValueReading.isRead(served, row.get())) {
      return refused(served, written.name(), text, outcome, why, place);
    }
    return ConfiguredRefusal.of(served, written, row.get())
        .map(refusal -> refusal.finding(META, served, written));
  }

  /// The old name of an annotation is not looked at where the new one says something.
  private static boolean isLooked(ServedIngress served, AnnotationRow row) {
    return !(row.status() instanceof AnnotationRow.Status.AliasOf(String name))
        || served.annotations().value(name).equals(served.annotations().own(row.name()));
  }

  private static Optional<Finding> refused(
      ServedIngress served,
      String name,
      String text,
      AnnotationOutcome outcome,
      String why,
      Place place) {
    // The other annotations of a canary are not used, but a refused one drops it all the same.
    if (served.isCanary() && outcome != AnnotationOutcome.REJECT) {
      return Optional.empty();
    }
    return Consequence.of(served, name, outcome)
        .map(
            one ->
                served
                    .finding(
                        META,
                        place,
                        served.ingress().quoted()
                            + " sets "
                            + name
                            + " to "
                            + ServedIngress.quote(text)
                            + ", which "
                            + why
                            + ", so "
                            + one.words(),
                        one.symptom())
                    .target(name)
                    .help("correct the value of " + name));
  }
}
