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

/// A redirect URL with a character that annotation validation refuses.
///
/// The whole Ingress is dropped (internal/ingress/annotations/annotations.go, `Extract`); a
/// permanent redirect is not read where a temporal one is written (redirect/redirect.go, `Parse`).
public final class RedirectRefused implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-refused",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A redirect URL holds a character that is not accepted, so that the Ingress is"
                  + " dropped")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL)
          .supersedes("annotation-value-refused");

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context).map(RedirectRefused::findings).orElse(List.of());
  }

  private static List<Finding> findings(Subject subject) {
    AnnotationValue temporal = subject.annotations().value(AnnotatedRedirect.TEMPORAL);
    boolean isRead = temporal instanceof AnnotationValue.Absent || isEmpty(temporal);
    String name = isRead ? AnnotatedRedirect.PERMANENT : AnnotatedRedirect.TEMPORAL;
    return subject.annotations().value(name) instanceof AnnotationValue.Invalid written
            && written.outcome() == AnnotationOutcome.REJECT
        ? List.of(finding(subject, name, written))
        : List.of();
  }

  private static boolean isEmpty(AnnotationValue value) {
    return value instanceof AnnotationValue.Empty;
  }

  private static Finding finding(Subject subject, String name, AnnotationValue.Invalid written) {
    return subject
        .finding(
            META,
            written.place(),
            subject.quoted(name, written.text())
                + " "
                + written.why()
                + ": ingress-nginx drops the whole Ingress",
            404)
        .help(
            written.text().contains("$")
                ? "the path of the request cannot be appended: give a fixed URL;"
                    + " from-to-www-redirect and backends can keep the path"
                : "give a URL of letters, digits and - . _ ~ / : , ? & = only");
  }
}
