package dev.hoplint.resource;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;

/// Where a value stands: in a text, or in an object of a cluster.
public sealed interface Place {
  /// The field within the object.
  FieldPath path();

  /// A place in a manifest.
  record InText(SourceText source, Span span, FieldPath path) implements Place {}

  /// A place in an object that has no text.
  record InObject(ObjectRef object, FieldPath path) implements Place {}
}
