package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationTable;
import dev.hoplint.dialect.nginx.AnnotationValue;
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

/// A proxy-body-size that is no size for the controller, so that the default limits bodies.
///
/// The parser takes `\d+[bkmg]?` and falls back to the ConfigMap's value
/// (internal/ingress/annotations/proxy/main.go); of what it takes, the template renders `\d+[kmg]?`
/// without spaces only (`isValidByteSize` in template.go), and nginx's own 1m remains.
public final class BodySizeIgnored implements Rule.OfIngress {
  private static final String NAME = "proxy-body-size";
  private static final String NGINX_DEFAULT = "1m";

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "body-size-ignored",
              Severity.ERROR,
              Certainty.CERTAIN,
              "proxy-body-size has a value that is silently replaced by 1m")
          .statuses(413)
          .reads("Ingress", "IngressClass", "ConfigMap", "Workload")
          .evidence(Evidence.LOCAL)
          .soundForAdmission()
          .supersedes("annotation-value-ignored");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return ServedIngress.of(ingress, context)
        .filter(served -> !served.isCanary())
        .flatMap(BodySizeIgnored::check)
        .stream()
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served) {
    return switch (served.annotations().value(NAME)) {
      case AnnotationValue.Invalid(var text, var outcome, var why, var place)
          when outcome == AnnotationOutcome.DEFAULT ->
          Optional.of(finding(served, text, why, place));
      case AnnotationValue.Empty(Place place) ->
          Optional.of(finding(served, "", "is empty", place));
      case AnnotationValue.Absent _,
          AnnotationValue.Unknown _,
          AnnotationValue.Valid _,
          AnnotationValue.Invalid _ ->
          Optional.empty();
    };
  }

  private static Finding finding(ServedIngress served, String text, String why, Place place) {
    boolean parsed =
        !text.isEmpty()
            && AnnotationTable.find(NAME)
                .filter(row -> row.validator().refusal(text).isEmpty())
                .isPresent();
    String limit = parsed ? NGINX_DEFAULT : served.settings().get(NAME).value();
    Optional<Long> meant = ByteSize.meant(text);
    // Nothing that was meant to pass is refused where the default is larger.
    boolean harmless =
        meant.isPresent()
            && meant.get() > 0
            && ByteSize.meant(limit)
                .filter(bytes -> ByteSize.passes(bytes, meant.get()))
                .isPresent();
    return served
        .finding(
            META,
            place,
            served.ingress().quoted()
                + " sets "
                + NAME
                + " to "
                + ServedIngress.quote(text)
                + ", which "
                + why
                + ", so the limit is "
                + limit,
            served.answers(413))
        .target(text)
        .severity(harmless ? Severity.WARNING : Severity.ERROR)
        .help(
            meant
                .map(bytes -> "write \"" + ByteSize.words(bytes) + "\"")
                .orElse("write digits with k, m or g: \"10m\""));
  }
}
