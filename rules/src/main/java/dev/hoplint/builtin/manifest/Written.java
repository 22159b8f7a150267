package dev.hoplint.builtin.manifest;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Place;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.Optional;

/// Ways into the tree of a manifest.
final class Written {
  private Written() {}

  static Place place(ManifestDocument manifest, Span span, FieldPath path) {
    return new Place.InText(manifest.document().source(), span, path);
  }

  /// The text of a field of the object itself; empty where it is absent or no scalar.
  static String text(Mapping mapping, String key) {
    return mapping.get(key).orElse(null) instanceof Scalar scalar && !scalar.isNull()
        ? scalar.value()
        : "";
  }

  static Optional<Mapping> mapping(Mapping mapping, String key) {
    return mapping.get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
  }

  /// The node at a path.
  static Optional<Node> at(Node root, FieldPath path) {
    if (path.isRoot()) {
      return Optional.of(root.resolve());
    }
    Node above = at(root, path.parent()).orElse(null);
    int index = path.lastIndex();
    return switch (above) {
      case Mapping mapping when index < 0 -> mapping.get(path.lastKey());
      case Sequence sequence when index >= 0 && index < sequence.items().size() ->
          Optional.of(sequence.items().get(index).resolve());
      case null, default -> Optional.empty();
    };
  }

  /// A scalar in a message: quoted where it is a string, shortened, on one line.
  static String words(Scalar scalar) {
    String text = oneLine(scalar.value());
    return scalar.isString() ? "\"" + text + "\"" : text;
  }

  static String oneLine(String text) {
    String line = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
  }
}
