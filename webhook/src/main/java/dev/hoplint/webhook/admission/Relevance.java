package dev.hoplint.webhook.admission;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of an object matters to rules.
final class Relevance {
  /// Written by Kubernetes itself on every change.
  private static final Set<String> ANNOTATIONS_OF_CONTROLLERS =
      Set.of("deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation");

  private Relevance() {}

  /// Whether two versions of an object are the same to every rule: labels, annotations and all but
  /// metadata and status. Keys in another order count as a difference, which only costs time.
  static boolean isSame(Mapping before, Mapping after) {
    return rest(before).equals(rest(after))
        && metadata(before, "labels").equals(metadata(after, "labels"))
        && annotations(before).equals(annotations(after));
  }

  static boolean isBeingDeleted(Mapping object) {
    return metadata(object, "deletionTimestamp")
        .filter(node -> !(node instanceof Scalar scalar && scalar.isNull()))
        .isPresent();
  }

  static boolean hasAnnotation(Mapping object, String key) {
    return metadata(object, "annotations")
        .filter(node -> node instanceof Mapping mapping && mapping.get(key).isPresent())
        .isPresent();
  }

  private static List<Mapping.Entry> rest(Mapping object) {
    return without(object, Set.of("metadata", "status"));
  }

  private static List<Mapping.Entry> annotations(Mapping object) {
    return metadata(object, "annotations").orElse(null) instanceof Mapping annotations
        ? without(annotations, ANNOTATIONS_OF_CONTROLLERS)
        : List.of();
  }

  private static List<Mapping.Entry> without(Mapping mapping, Set<String> keys) {
    List<Mapping.Entry> kept = new ArrayList<>(mapping.entries().size());
    for (Mapping.Entry entry : mapping.entries()) {
      if (entry.name().filter(keys::contains).isEmpty()) {
        kept.add(entry);
      }
    }
    return kept;
  }

  private static Optional<Node> metadata(Mapping object, String key) {
    return object.get("metadata").orElse(null) instanceof Mapping metadata
        ? metadata.get(key)
        : Optional.empty();
  }
}
