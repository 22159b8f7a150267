package dev.hoplint.builtin.redirect;

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

/// A redirect with a code for which nginx writes no Location (ngx_http_send_response: only 301,
/// 302, 303, 307 and 308).
public final class RedirectWithoutLocation implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "redirect-without-location",
              Severity.WARNING,
              Certainty.CERTAIN,
              "A redirect with the code 300, 304, 305 or 306 has no Location header")
          .statuses(300, 304, 305, 306)
          .reads("Ingress", "IngressClass")
          .evidence(Evidence.LOCAL);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .flatMap(
            subject ->
                AnnotatedRedirect.of(subject.annotations())
                    .filter(redirect -> !redirect.hasLocation())
                    .map(redirect -> List.of(finding(subject, redirect))))
        .orElse(List.of());
  }

  private static Finding finding(Subject subject, AnnotatedRedirect redirect) {
    boolean temporal = redirect.name().equals(AnnotatedRedirect.TEMPORAL);
    return subject
        .finding(
            META,
            redirect.codePlace().orElse(redirect.place()),
            subject.quoted(redirect.name() + "-code", Integer.toString(redirect.code()))
                + " gives an answer with no Location header, so clients do not go to \""
                + redirect.url()
                + "\"",
            redirect.code())
        .help(
            temporal
                ? "use 307, or leave the code out for 302"
                : "use 308, or leave the code out for 301")
        .related("the target", subject.ingress(), redirect.place());
  }
}
