package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationRisk;
import dev.hoplint.dialect.nginx.AnnotationRow;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings.Setting;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleMeta;
import java.util.List;
import java.util.Optional;

/// Annotations that the controller's ConfigMap in the world does not let pass.
///
/// @param why the rest of a sentence about the annotation
/// @param key the ConfigMap's key that says so
record ConfiguredRefusal(String why, String key, Setting setting) {
  static Optional<ConfiguredRefusal> of(
      ServedIngress served, Annotations.Written written, AnnotationRow row) {
    return tooRisky(served, row).or(() -> blocked(served, written));
  }

  private static Optional<ConfiguredRefusal> tooRisky(ServedIngress served, AnnotationRow row) {
    Setting level = served.settings().get("annotations-risk-level");
    boolean refused =
        level.isWritten()
            && level.isKnown()
            && row.risk() != AnnotationRisk.CRITICAL
            && row.risk().compareTo(AnnotationRisk.level(level.value())) > 0;
    return refused
        ? Optional.of(
            new ConfiguredRefusal(
                "is of risk "
                    + row.risk().word()
                    + ", above the controller's annotations-risk-level "
                    + ServedIngress.quote(level.value()),
                "annotations-risk-level",
                level))
        : Optional.empty();
  }

  /// `syncIngress` looks for the words anywhere in a value.
  private static Optional<ConfiguredRefusal> blocked(
      ServedIngress served, Annotations.Written written) {
    Setting words = served.settings().get("annotation-value-word-blocklist");
    if (!words.isWritten() || !words.isKnown()) {
      return Optional.empty();
    }
    String value = written.entry().value().or("");
    return List.of(words.value().split(",", -1)).stream()
        .map(String::strip)
        .filter(word -> !word.isEmpty() && value.contains(word))
        .findFirst()
        .map(
            word ->
                new ConfiguredRefusal(
                    "has " + ServedIngress.quote(word) + ", a word that the controller blocks",
                    "annotation-value-word-blocklist",
                    words));
  }

  Finding finding(RuleMeta rule, ServedIngress served, Annotations.Written written) {
    Consequence consequence = Consequence.dropped(served);
    Finding finding =
        served
            .finding(
                rule,
                written.entry().value().place(),
                "Annotation \"" + written.name() + "\" " + why + ", so " + consequence.words(),
                consequence.symptom())
            .target(written.name());
    return setting.resource().isPresent() && setting.place().isPresent()
        ? finding.related(
            key + " of the controller", setting.resource().get(), setting.place().get())
        : finding;
  }
}
