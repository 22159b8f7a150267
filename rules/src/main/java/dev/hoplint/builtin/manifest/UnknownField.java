package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.schema.SchemaValidator;
import dev.hoplint.schema.SchemaViolation;
import dev.hoplint.schema.SchemaViolation.Kind;
import java.util.List;

/// A field that Kubernetes does not have. Strict field validation (kubectl's default since 1.27)
/// refuses it; everything else drops it silently, and the default applies.
public final class UnknownField implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "unknown-field",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a field that Kubernetes does not have is refused or silently dropped")
          .reads("*")
          .looks(Neighbourhood.SELF)
          .evidence(Evidence.LOCAL)
          .fixable(Applicability.UNSAFE)
          .filesOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(ManifestDocument manifest, Resource resource, RuleContext context) {
    String apiVersion = Written.text(manifest.root(), "apiVersion");
    String kind = Written.text(manifest.root(), "kind");
    return SchemaValidator.validate(apiVersion, kind, manifest.root()).stream()
        .filter(violation -> violation.kind() == Kind.UNKNOWN_FIELD)
        .map(violation -> finding(manifest, resource, violation))
        .toList();
  }

  private static Finding finding(
      ManifestDocument manifest, Resource resource, SchemaViolation violation) {
    Finding finding =
        Finding.in(
            resource,
            META,
            Written.place(manifest, violation.span(), violation.path()),
            violation.message());
    return FieldRename.offer(finding, manifest, violation);
  }
}
