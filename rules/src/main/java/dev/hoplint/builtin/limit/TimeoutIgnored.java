package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationOutcome;
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

/// A timeout that is not a bare number of seconds, so that the default applies.
///
/// The parser reads an int and takes the ConfigMap's value where it fails
/// (internal/ingress/annotations/proxy/main.go; test/e2e/settings/proxy_read_timeout.go).
public final class TimeoutIgnored implements Rule.OfIngress {
  private static final List<String> NAMES =
      List.of(
          "proxy-connect-timeout",
          "proxy-next-upstream-timeout",
          "proxy-read-timeout",
          "proxy-send-timeout");

  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.LIMIT,
              "timeout-ignored",
              Severity.ERROR,
              Certainty.CERTAIN,
              "a proxy timeout is not a bare number of seconds, so the default applies")
          .statuses(504)
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
    return ServedIngress.of(ingress, context).stream()
        .filter(served -> !served.isCanary())
        .flatMap(served -> NAMES.stream().flatMap(name -> check(served, name).stream()))
        .toList();
  }

  private static Optional<Finding> check(ServedIngress served, String name) {
    return switch (served.annotations().value(name)) {
      case AnnotationValue.Invalid(var text, var outcome, var why, var place)
          when outcome == AnnotationOutcome.DEFAULT ->
          Optional.of(finding(served, name, text, why, place));
      case AnnotationValue.Empty(Place place) ->
          Optional.of(finding(served, name, "", "is empty", place));
      case AnnotationValue.Absent _,
          AnnotationValue.Unknown _,
          AnnotationValue.Valid _,
          AnnotationValue.Invalid _ ->
          Optional.empty();
    };
  }

  private static Finding finding(
      ServedIngress served, String name, String text, String why, Place place) {
    long applies = served.settings().number(name);
    Optional<Long> meant = MeantSeconds.of(text);
    boolean same = text.isEmpty() || meant.filter(seconds -> seconds == applies).isPresent();
    return served
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
                + ", so the default of "
                + applies
                + " s applies"
                + (same && !text.isEmpty() ? " (the same, by chance)" : ""),
            served.answers(504))
        .target(name)
        .severity(same ? Severity.WARNING : Severity.ERROR)
        .help(
            meant
                .map(seconds -> "write \"" + seconds + "\"")
                .orElse("write the number of seconds without a unit"));
  }
}
