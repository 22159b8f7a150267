package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Fix;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.schema.SchemaViolation;
import dev.hoplint.schema.SchemaViolation.Kind;
import dev.hoplint.text.Placeholders;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.YamlEdits;
import java.util.ArrayList;
import java.util.List;

/// Annotations and labels are `map[string]string`: the API server refuses a plain boolean or number
/// ("cannot unmarshal bool into Go struct field ObjectMeta.metadata.annotations of type string"),
/// and kubectl apply has dropped all annotations of the object instead (kubernetes issue 59113). A
/// null value becomes "" on the server, but kubectl before 1.33 drops all annotations and labels
/// for it (kubernetes pull request 129257).
public final class AnnotationNotAString implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "annotation-not-a-string",
              Severity.ERROR,
              Certainty.CERTAIN,
              "an annotation or a label is written as something else than a string")
          .reads("*")
          .looks(Neighbourhood.SELF)
          .evidence(Evidence.LOCAL)
          .fixable(Applicability.SAFE)
          .filesOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  /// Whether a violation is what this rule reports.
  static boolean reports(SchemaViolation violation) {
    return violation.kind() == Kind.WRONG_TYPE && MetadataEntry.isPathOfOne(violation.path());
  }

  @Override
  public List<Finding> check(ManifestDocument manifest, Resource resource, RuleContext context) {
    List<Finding> found = new ArrayList<>();
    for (MetadataEntry one : MetadataEntry.in(manifest.root())) {
      String name = one.path().lastKey();
      boolean template = name.isEmpty() || Placeholders.in(name);
      if (!template && isWrong(one.entry().value().resolve(), one.own())) {
        found.add(finding(manifest, resource, one.entry(), one.path()));
      }
    }
    return found;
  }

  /// A null in a pod template is harmless: only the server reads it.
  private static boolean isWrong(Node value, boolean own) {
    return switch (value) {
      case Scalar scalar -> scalar.isNull() ? own : !scalar.isString();
      case Mapping mapping ->
          mapping.entries().stream().allMatch(one -> one.key().resolve() instanceof Scalar);
      default -> true;
    };
  }

  private static Finding finding(
      ManifestDocument manifest, Resource resource, Mapping.Entry entry, FieldPath path) {
    String what = path.parent().lastKey().equals("labels") ? "Label" : "Annotation";
    String subject = what + " \"" + Written.oneLine(path.lastKey()) + "\"";
    Node value = entry.value().resolve();
    boolean none = value instanceof Scalar scalar && scalar.isNull();
    Span span =
        value instanceof Scalar && !value.span().isEmpty()
            ? entry.value().span()
            : entry.key().span();
    Finding finding =
        Finding.in(resource, META, Written.place(manifest, span, path), subject + problem(value))
            .severity(none ? Severity.WARNING : Severity.ERROR);
    SourceText source = manifest.document().source();
    // Quoting "~" or the number behind an anchor or a tag would say something else.
    boolean plain =
        entry.value() instanceof Scalar scalar
            && scalar.tag().isEmpty()
            && (!none || scalar.value().isEmpty());
    return plain
        ? finding.fix(
            new Fix(
                "quote the value",
                Applicability.SAFE,
                source,
                YamlEdits.of(source).quote((Scalar) value)))
        : finding;
  }

  private static String problem(Node value) {
    return switch (value) {
      case Scalar scalar when scalar.isNull() ->
          " is null: kubectl before 1.33 then drops all labels and annotations of the object, later"
              + " ones write \"\"";
      case Scalar scalar ->
          " must be a string, but %s is %s: write \"%s\""
              .formatted(
                  Written.words(scalar), scalar.type().words(), Written.oneLine(scalar.value()));
      case Mapping _ -> " must be a string, but it is a mapping";
      default -> " must be a string, but it is a list";
    };
  }
}
