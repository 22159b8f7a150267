package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tolerant look-ups in a tree: what is absent or of another type is empty.
final class Fields {
  private Fields() {}

  static Optional<Node> at(Node node, String... path) {
    Node at = node.resolve();
    for (String key : path) {
      Node below = at instanceof Mapping mapping ? mapping.get(key).orElse(null) : null;
      if (below == null) {
        return Optional.empty();
      }
      at = below;
    }
    return Optional.of(at);
  }

  /// The text of a scalar that is not null; empty for everything else.
  static String text(Node node, String... path) {
    return at(node, path).map(Fields::scalar).orElse("");
  }

  static Optional<Mapping> mapping(Node node, String... path) {
    return at(node, path).filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  /// The items of a list, aliases resolved.
  static List<Node> items(Node node, String... path) {
    List<Node> items = new ArrayList<>();
    if (at(node, path).orElse(null) instanceof Sequence sequence) {
      for (Node item : sequence.items()) {
        items.add(item.resolve());
      }
    }
    return items;
  }

  /// The texts of a list's scalars.
  static List<String> texts(Node node, String... path) {
    return items(node, path).stream().map(Fields::scalar).filter(t -> !t.isEmpty()).toList();
  }

  /// A mapping's scalar entries.
  static Map<String, String> map(Node node, String... path) {
    Map<String, String> entries = new LinkedHashMap<>();
    mapping(node, path)
        .ifPresent(
            mapping -> {
              for (Mapping.Entry entry : mapping.effectiveEntries()) {
                entry.name().ifPresent(name -> entries.put(name, scalar(entry.value().resolve())));
              }
            });
    return entries;
  }

  private static String scalar(Node node) {
    return node instanceof Scalar scalar && !scalar.isNull() ? scalar.value() : "";
  }
}
