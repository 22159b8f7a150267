package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.yaml.Document.DuplicateKey;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.List;

/// A mapping that writes a key twice. kubectl (sigs.k8s.io/yaml) keeps the last value and warns at
/// most; kustomize and strict decoders refuse the file, so the same text means two things.
public final class DuplicateKeyRule implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "duplicate-key",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a mapping writes a key twice, and readers disagree about what counts")
          .reads("*")
          .looks(Neighbourhood.SELF)
          .evidence(Evidence.LOCAL)
          .filesOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(ManifestDocument manifest, Resource resource, RuleContext context) {
    return manifest.document().duplicateKeys().stream()
        .filter(key -> manifest.root().span().contains(key.last()))
        .map(key -> finding(manifest, resource, key))
        .toList();
  }

  private static Finding finding(ManifestDocument manifest, Resource resource, DuplicateKey key) {
    FieldPath path = key.mapping().child(key.key());
    String where = key.mapping().isRoot() ? "" : " in " + key.mapping();
    String message =
        "\""
            + Written.oneLine(key.key())
            + "\""
            + where
            + " is written twice: kubectl keeps the last value"
            + value(manifest, path)
            + ", kustomize and strict parsers refuse the file";
    return Finding.in(resource, META, Written.place(manifest, key.last(), path), message)
        .related(
            "the first \"" + Written.oneLine(key.key()) + "\"",
            resource,
            Written.place(manifest, key.first(), path))
        .help("keep one of the two");
  }

  private static String value(ManifestDocument manifest, FieldPath path) {
    Node root = manifest.document().root().orElse(manifest.root());
    return Written.at(root, path).orElse(null) instanceof Scalar scalar && !scalar.isNull()
        ? ", " + Written.words(scalar)
        : "";
  }
}
