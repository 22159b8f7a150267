package dev.hoplint.schema;

import com.networknt.schema.path.NodePath;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A place of an object: its node, the key it stands under, and what the schema says about it.
///
/// @param node the value, aliases resolved
/// @param written the value as it is written there, maybe an alias
/// @param key null for list items and the root
/// @param above null for the root
record Located(
    FieldPath path,
    Node node,
    Node written,
    @Nullable Node key,
    SchemaWalk schema,
    @Nullable Located above) {

  static Located root(String file, Mapping root) {
    return new Located(FieldPath.ROOT, root, root, null, SchemaWalk.root(file), null);
  }

  /// The place that the library names; its paths come from the same tree, so they always lead
  /// somewhere.
  Located at(NodePath location) {
    Located place = this;
    for (int i = 0; i < location.getNameCount(); i++) {
      Located next =
          location.getElement(i) instanceof Integer index
              ? place.item(index)
              : place.field(location.getName(i));
      if (next == null) {
        return place;
      }
      place = next;
    }
    return place;
  }

  @Nullable Located field(String name) {
    return entry(name)
        .map(
            entry ->
                new Located(
                    path.child(name),
                    entry.value().resolve(),
                    entry.value(),
                    entry.key(),
                    schema.field(name),
                    this))
        .orElse(null);
  }

  private @Nullable Located item(int index) {
    if (!(node instanceof Sequence sequence) || index >= sequence.items().size()) {
      return null;
    }
    Node item = sequence.items().get(index);
    FieldPath below =
        item.resolve() instanceof Mapping mapping
                && mapping.get("name").orElse(null) instanceof Scalar name
            ? path.item(index, name.value())
            : path.item(index);
    return new Located(below, item.resolve(), item, null, schema.item(), this);
  }

  Optional<Mapping.Entry> entry(String name) {
    return node instanceof Mapping mapping ? mapping.entry(name) : Optional.empty();
  }

  boolean has(String name) {
    return entry(name)
        .filter(entry -> !(entry.value().resolve() instanceof Scalar scalar && scalar.isNull()))
        .isPresent();
  }

  /// What a person would edit: a scalar's own text, else the key of the collection, else its first
  /// key or its whole text.
  Span span() {
    if (node instanceof Scalar && !written.span().isEmpty()) {
      return written.span();
    }
    return key != null ? key.span() : firstKey();
  }

  /// Where something is missing from an object: its own key, or its first key.
  Span owner() {
    return key != null ? key.span() : firstKey();
  }

  private Span firstKey() {
    return node instanceof Mapping mapping && !mapping.entries().isEmpty()
        ? mapping.entries().getFirst().key().span()
        : node.span();
  }

  /// The path for messages, with the kind for the root.
  String words(String kind) {
    return path.isRoot() ? kind : path.toString();
  }
}
