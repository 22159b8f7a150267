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
import dev.hoplint.schema.RemovedApi;
import dev.hoplint.schema.SchemaValidator;
import dev.hoplint.schema.SchemaViolation;
import dev.hoplint.schema.SchemaViolation.Kind;
import dev.hoplint.text.Placeholders;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An object that the API server refuses for its shape alone: decoding (k8s.io/apimachinery, strict
/// about types) or validation (kubernetes `pkg/apis/*/validation`) fails.
public final class SchemaViolationRule implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "schema-violation",
              Severity.ERROR,
              Certainty.CERTAIN,
              "an object is refused for a wrong type, a missing field or a value out of bounds")
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
    Mapping root = manifest.root();
    String apiVersion = Written.text(root, "apiVersion");
    String kind = Written.text(root, "kind");
    List<Finding> found = new ArrayList<>();
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      found.add(withoutType(manifest, resource, apiVersion.isEmpty() ? "apiVersion" : "kind"));
      return found;
    }
    elsewhere(manifest, resource, apiVersion, kind).ifPresent(found::add);
    for (SchemaViolation violation : SchemaValidator.validate(apiVersion, kind, root)) {
      boolean mayBeSupplied =
          violation.kind() == Kind.MISSING_REQUIRED
              && violation.candidates().isEmpty()
              && manifest.patchedBy().isPresent();
      boolean other =
          violation.kind() == Kind.UNKNOWN_FIELD || AnnotationNotAString.reports(violation);
      if (!other && !mayBeSupplied) {
        found.add(finding(manifest, resource, violation));
      }
    }
    return found;
  }

  private static Finding withoutType(ManifestDocument manifest, Resource resource, String field) {
    Mapping root = manifest.root();
    Span span = root.entries().isEmpty() ? root.span() : root.entries().getFirst().key().span();
    String message = "This object has no \"" + field + "\", without which nothing can read it";
    return Finding.in(
        resource, META, Written.place(manifest, span, FieldPath.ROOT.child(field)), message);
  }

  /// `v1` and `Deployment`: the API server answers "no matches for kind".
  private static Optional<Finding> elsewhere(
      ManifestDocument manifest, Resource resource, String apiVersion, String kind) {
    Optional<String> served = SchemaValidator.servedVersion(kind);
    boolean known =
        served.isEmpty()
            || SchemaValidator.knows(apiVersion, kind)
            || RemovedApi.find(apiVersion, kind, SchemaValidator.KUBERNETES_VERSION).isPresent()
            || Placeholders.in(apiVersion)
            || !resource.ref().kind().isBuiltIn();
    if (known) {
      return Optional.empty();
    }
    Span span = manifest.root().entry("apiVersion").orElseThrow().value().span();
    String message =
        kind + " is not a kind of \"" + Written.oneLine(apiVersion) + "\", but of " + served.get();
    return Optional.of(
        Finding.in(
            resource,
            META,
            Written.place(manifest, span, FieldPath.ROOT.child("apiVersion")),
            message));
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
