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
import dev.hoplint.schema.RemovedApi;
import dev.hoplint.schema.SchemaValidator;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.List;

/// An API version that the target release no longer serves: `kubectl apply` answers "no matches for
/// kind". Source: the deprecated API migration guide.
///
/// The option `target` names the release; the default is that of the embedded schemas.
public final class RemovedApiVersion implements Rule.OfManifest {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "removed-api-version",
              Severity.ERROR,
              Certainty.CERTAIN,
              "an object is written in an API version that Kubernetes no longer serves")
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
    Mapping root = manifest.root();
    String target = context.options().text("target").orElse(SchemaValidator.KUBERNETES_VERSION);
    return RemovedApi.find(Written.text(root, "apiVersion"), Written.text(root, "kind"), target)
        .map(removed -> finding(manifest, resource, removed))
        .stream()
        .toList();
  }

  private static Finding finding(ManifestDocument manifest, Resource resource, RemovedApi removed) {
    Span span =
        manifest
            .root()
            .entry("apiVersion")
            .map(entry -> entry.value().span())
            .orElse(manifest.root().span());
    String message =
        removed.kind()
            + " is no longer served as "
            + removed.apiVersion()
            + " since Kubernetes "
            + removed.removedIn()
            + removed
                .successor()
                .map(successor -> ", its API version is " + successor + " now")
                .orElse(", and nothing replaces it");
    FieldPath path = FieldPath.ROOT.child("apiVersion");
    return Finding.in(resource, META, Written.place(manifest, span, path), message)
        .help(
            removed
                .successor()
                .map(successor -> "write " + successor + " and rename the fields that changed")
                .orElse("remove the object"));
  }
}
