package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;

/// The objects that a patch, a replacement or a replica count reaches.
///
/// @param labels labels that the object must not contradict
record LayerTarget(NamePattern kind, NamePattern name, Map<String, String> labels) {
  static final LayerTarget EVERYTHING =
      new LayerTarget(NamePattern.of(""), NamePattern.of(""), Map.of());

  LayerTarget {
    labels = Map.copyOf(labels);
  }

  static LayerTarget exactly(String kind, String name) {
    return new LayerTarget(NamePattern.exactly(kind), NamePattern.exactly(name), Map.of());
  }

  /// A `target:` or `select:` of a kustomization.
  static LayerTarget of(Mapping target) {
    return new LayerTarget(
        NamePattern.of(Fields.text(target, "kind")),
        NamePattern.of(Fields.text(target, "name")),
        equalities(Fields.text(target, "labelSelector")));
  }

  /// The `key=value` parts of a selector; other parts are taken to match.
  private static Map<String, String> equalities(String selector) {
    Map<String, String> labels = new LinkedHashMap<>();
    if (!selector.contains("(") && !selector.contains("!")) {
      for (String part : selector.split(",", -1)) {
        String[] sides = part.replace("==", "=").split("=", 2);
        if (sides.length == 2) {
          labels.put(sides[0].strip(), sides[1].strip());
        }
      }
    }
    return labels;
  }

  /// Whether the object may be meant.
  ///
  /// @param renamed whether some layer renames objects, so that a name may be written in part
  boolean reaches(SortedDocument object, boolean renamed) {
    if (!kind.matches(object.kind())
        || !(renamed ? name.resembles(object.name()) : name.matches(object.name()))) {
      return false;
    }
    Map<String, String> own =
        labels.isEmpty() ? Map.of() : Fields.map(object.object(), "metadata", "labels");
    return labels.entrySet().stream()
        .allMatch(
            label -> own.getOrDefault(label.getKey(), label.getValue()).equals(label.getValue()));
  }
}
