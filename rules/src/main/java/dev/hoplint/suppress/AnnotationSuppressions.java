package dev.hoplint.suppress;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Fix;
import dev.hoplint.text.TextEdit;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.YamlEdits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds suppressing annotations, `hoplint.dev/allow.<rule>: "reason"`, on objects and on their pod
/// templates. One holds for its object.
public final class AnnotationSuppressions {
  private static final String PREFIX = "hoplint.dev/allow.";

  private AnnotationSuppressions() {}

  /// @param resources the resource of each manifest, in the same order
  public static List<Suppression> of(List<ManifestDocument> manifests, List<Resource> resources) {
    List<Suppression> found = new ArrayList<>();
    for (int i = 0; i < resources.size(); i++) {
      Resource resource = resources.get(i);
      List<Suppression> own = new ArrayList<>();
      find(manifests.get(i), resource, resource.meta().annotations(), own);
      if (resource instanceof Workload workload) {
        find(manifests.get(i), resource, workload.template().annotations(), own);
      }
      found.addAll(own);
    }
    return found;
  }

  private static void find(
      ManifestDocument manifest,
      Resource resource,
      StringMap annotations,
      List<Suppression> found) {
    for (StringMap.Entry entry : annotations.withPrefix(PREFIX)) {
      // The template of a bare Pod is the Pod.
      if (found.stream().noneMatch(one -> one.place().equals(entry.keyPlace()))) {
        found.add(suppression(manifest, resource, entry));
      }
    }
  }

  private static Suppression suppression(
      ManifestDocument manifest, Resource resource, StringMap.Entry entry) {
    return new Suppression(
        Origin.ANNOTATION,
        List.of(entry.key().substring(PREFIX.length())),
        reason(entry.value()),
        new Scope.OneObject(resource),
        Optional.empty(),
        entry.keyPlace(),
        List.of(resource),
        removal(manifest, entry));
  }

  private static String reason(Field<String> value) {
    return value instanceof Field.Placeholder<String>(String text, Place _) ? text : value.or("");
  }

  private static Optional<Fix> removal(ManifestDocument manifest, StringMap.Entry entry) {
    FieldPath path = entry.keyPlace().path();
    Optional<Node> parent = at(manifest.root(), path.parent());
    if (!(parent.orElse(null) instanceof Mapping mapping)) {
      return Optional.empty();
    }
    return mapping.entries().stream()
        .filter(one -> one.name().filter(entry.key()::equals).isPresent())
        .findFirst()
        .map(
            one -> {
              List<TextEdit> edits =
                  YamlEdits.of(manifest.document().source()).delete(mapping, one);
              return new Fix(
                  "delete the annotation", Applicability.SAFE, manifest.document().source(), edits);
            });
  }

  /// The node at a path of keys, as it is written there: not behind an alias or a merge.
  private static Optional<Node> at(Mapping root, FieldPath path) {
    if (path.isRoot()) {
      return Optional.of(root);
    }
    Optional<Node> parent = at(root, path.parent());
    if (path.lastIndex() >= 0 || !(parent.orElse(null) instanceof Mapping mapping)) {
      return Optional.empty();
    }
    return mapping.entries().stream()
        .filter(one -> one.name().filter(path.lastKey()::equals).isPresent())
        .findFirst()
        .map(Mapping.Entry::value);
  }
}
