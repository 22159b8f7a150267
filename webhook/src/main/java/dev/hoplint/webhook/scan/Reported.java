package dev.hoplint.webhook.scan;

import dev.hoplint.engine.Fingerprint;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.admission.OneLine;
import java.time.Instant;
import java.util.stream.Collectors;

/// A finding as reports and events tell it: texts within limits, nothing of the world held fast.
///
/// @param since when it was first seen by this process
record Reported(
    String fingerprint,
    RuleMeta rule,
    Severity severity,
    String certainty,
    String symptom,
    String message,
    String help,
    ObjectRef object,
    String field,
    Instant since) {
  private static final int LONGEST = 900;

  /// @param disclose whether objects of other namespaces may be named: whoever reads the reports of
  ///   one namespace need not be allowed to know of the others
  static Reported of(Finding finding, ObjectRef object, Instant since, boolean disclose) {
    boolean foreign = !disclose && isForeign(finding, object);
    String message =
        foreign
            ? finding.rule().summary() + ", together with an object of another namespace"
            : finding.message();
    return new Reported(
        Fingerprint.of(finding),
        finding.rule(),
        finding.severity(),
        finding.certainty().word(),
        finding.symptom().map(Reported::text).orElse(""),
        OneLine.of(message, LONGEST),
        foreign ? "" : OneLine.of(finding.help(), LONGEST),
        object,
        OneLine.of(finding.place().path().toString(), 256),
        since);
  }

  /// The codes, and what is no code: `502, 503 connection refused`.
  private static String text(Symptom symptom) {
    String codes =
        symptom.statuses().stream().map(String::valueOf).collect(Collectors.joining(", "));
    return OneLine.of((codes + " " + symptom.effect().orElse("")).strip(), 256);
  }

  private static boolean isForeign(Finding finding, ObjectRef own) {
    return finding.related().stream()
        .map(Related::resource)
        .map(one -> one.ref().namespace())
        .anyMatch(other -> !other.isEmpty() && !other.equals(own.namespace()));
  }
}
