package dev.hoplint.resource;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;

/// Turns a node's span and path into the place that its values carry.
@FunctionalInterface
public interface Placer {
  Place place(Span span, FieldPath path);

  /// Places in a text.
  static Placer in(SourceText source) {
    return (span, path) -> new Place.InText(source, span, path);
  }

  /// Places in an object without a text; spans are dropped.
  static Placer in(ObjectRef object) {
    return (_, path) -> new Place.InObject(object, path);
  }
}
