package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Fix;
import dev.hoplint.schema.SchemaViolation;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.TextEdit;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlEdits;
import java.util.List;

/// Renames a misspelt field, where there is exactly one name that it may stand for.
final class FieldRename {
  private FieldRename() {}

  static Finding offer(Finding finding, ManifestDocument manifest, SchemaViolation violation) {
    if (violation.candidates().size() != 1
        || !(Written.at(manifest.root(), violation.path().parent()).orElse(null)
            instanceof Mapping owner)) {
      return finding;
    }
    String name = violation.candidates().getFirst();
    SourceText source = manifest.document().source();
    List<TextEdit> edits =
        owner.effectiveEntries().stream()
            .filter(entry -> entry.key().span().equals(violation.span()))
            .flatMap(entry -> YamlEdits.of(source).rename(entry, name).stream())
            .toList();
    return edits.isEmpty()
        ? finding
        : finding.fix(new Fix("rename the field to " + name, Applicability.UNSAFE, source, edits));
  }
}
