package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.util.List;
import java.util.Optional;

/// A rewrite-target that the controller does not take.
///
/// It is replaced by nothing, silently (internal/ingress/annotations/rewrite/main.go); only an
/// effective target turns the paths of a host into regexes, so that a regex path is a text then.
public final class RewriteTargetIgnored implements Rule.OfIngress {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.REDIRECT,
              "rewrite-target-ignored",
              Severity.ERROR,
              Certainty.CERTAIN,
              "rewrite-target has a character that is not accepted, so that nothing is rewritten"
                  + " and regex paths answer 404")
          .statuses(404)
          .reads("Ingress", "IngressClass")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL)
          .supersedes("annotation-value-ignored");

  private static final String REGEX = "()[]{}*+?|^$\\";

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(Ingress ingress, RuleContext context) {
    Optional<Subject> subject = Subject.of(ingress, context);
    if (subject.isEmpty()
        || !(subject.get().annotations().value("rewrite-target")
            instanceof AnnotationValue.Invalid written)
        || written.outcome() != AnnotationOutcome.DEFAULT
        || subject.get().redirects()) {
      return List.of();
    }
    Optional<Subject.Path> dead =
        subject.get().paths().stream()
            .filter(path -> isRegex(path.text()) && !isOnRegexHost(subject.get(), path))
            .findFirst();
    return List.of(
        dead.map(path -> dead(subject.get(), written, path))
            .orElseGet(() -> unchanged(subject.get(), written)));
  }

  private static boolean isOnRegexHost(Subject subject, Subject.Path path) {
    return subject.host(path).filter(host -> host.server().isRegex()).isPresent();
  }

  private static Finding dead(Subject subject, AnnotationValue.Invalid written, Subject.Path path) {
    return subject
        .finding(
            META,
            written.place(),
            start(subject, written)
                + ": it is ignored, and path \""
                + path.text()
                + "\" is a plain text that no request contains",
            404)
        .help(help(written))
        .related("the path", subject.ingress(), path.place());
  }

  private static Finding unchanged(Subject subject, AnnotationValue.Invalid written) {
    return subject
        .effect(
            META,
            written.place(),
            start(subject, written) + ": it is ignored, and requests keep their path",
            "no rewrite")
        .severity(Severity.WARNING)
        .help(help(written));
  }

  private static String start(Subject subject, AnnotationValue.Invalid written) {
    return subject.quoted("rewrite-target", written.text()) + " " + written.why();
  }

  private static String help(AnnotationValue.Invalid written) {
    return written.text().contains("?")
        ? "leave the query out: nginx appends the one of the request by itself"
        : "use letters, digits and - . _ ~ / : $ only";
  }

  private static boolean isRegex(String path) {
    return path.chars().anyMatch(one -> REGEX.indexOf(one) >= 0);
  }
}
