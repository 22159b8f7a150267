package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationValue;
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

/// A temporal redirect that is no absolute URL.
///
/// Its parser returns an error that drops every redirect annotation of the Ingress, silently
/// (internal/ingress/annotations/redirect/redirect.go, `isValidURL`).
public final class RedirectSwitchedOff implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-switched-off",
              Severity.WARNING,
              Certainty.CERTAIN,
              "A temporal redirect without scheme is dropped, so that requests reach the backend")
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL)
          .supersedes("annotation-value-refused");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .filter(
            subject ->
                subject.annotations().value(AnnotatedRedirect.TEMPORAL)
                        instanceof AnnotationValue.Invalid written
                    && written.outcome() == AnnotationOutcome.GROUP_OFF)
        .map(
            subject ->
                List.of(
                    finding(
                        subject,
                        (AnnotationValue.Invalid)
                            subject.annotations().value(AnnotatedRedirect.TEMPORAL))))
        .orElse(List.of());
  }

  private static Finding finding(Subject subject, AnnotationValue.Invalid written) {
    String also = others(subject).map(name -> " and " + name).orElse("");
    return subject
        .effect(
            META,
            written.place(),
            subject.quoted(AnnotatedRedirect.TEMPORAL, written.text())
                + " "
                + written.why()
                + ": ingress-nginx drops it"
                + also
                + ", and requests reach the backend",
            "no redirect")
        .help("write the whole URL, with https://");
  }

  /// What is dropped with it.
  private static Optional<String> others(Subject subject) {
    if (subject.annotations().value(AnnotatedRedirect.PERMANENT).isWritten()) {
      return Optional.of(AnnotatedRedirect.PERMANENT);
    }
    return subject.annotations().isTrue("from-to-www-redirect")
        ? Optional.of("from-to-www-redirect")
        : Optional.empty();
  }
}
