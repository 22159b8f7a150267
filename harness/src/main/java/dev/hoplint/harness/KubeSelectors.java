package dev.hoplint.harness;

import java.util.Map;
import java.util.function.Predicate;

/// The objects that a list or a watch asks for: a namespace, `metadata.name` and
/// `metadata.namespace` as field selectors, equality and presence as label selectors.
final class KubeSelectors {
  private KubeSelectors() {}

  static Predicate<Map<String, Object>> of(KubeCall call) {
    Predicate<Map<String, Object>> selected =
        object ->
            call.namespace().isEmpty()
                || Json.metadata(object, "namespace").equals(call.namespace());
    for (String term : call.query().getOrDefault("fieldSelector", "").split(",")) {
      if (!term.isEmpty()) {
        String field = term.substring(0, term.indexOf('=')).replace("metadata.", "");
        String value = term.substring(term.lastIndexOf('=') + 1);
        selected = selected.and(object -> Json.metadata(object, field).equals(value));
      }
    }
    for (String term : call.query().getOrDefault("labelSelector", "").split(",")) {
      if (!term.isEmpty()) {
        selected = selected.and(label(term));
      }
    }
    return selected;
  }

  private static Predicate<Map<String, Object>> label(String term) {
    int equals = term.indexOf('=');
    String name = equals < 0 ? term : term.substring(0, equals);
    String value = term.substring(term.lastIndexOf('=') + 1);
    return object ->
        object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
            && (equals < 0 ? labels.containsKey(name) : value.equals(labels.get(name)));
  }
}
