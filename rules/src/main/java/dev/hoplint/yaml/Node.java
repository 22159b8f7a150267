package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// A node of a document, with its place in the source.
///
/// Trees are finite and acyclic: the reader refuses recursive aliases and documents whose aliases
/// expand beyond its limit, so a walk through [Alias#target()] always ends soon.
public sealed interface Node permits Scalar, Sequence, Mapping, Alias {
  /// Where the node stands. Half-open; a block collection ends behind its last item, an empty plain
  /// scalar (`key:`) is a caret.
  Span span();

  /// The node itself, or what an alias stands for.
  default Node resolve() {
    Node node = this;
    while (node instanceof Alias alias) {
      node = alias.target();
    }
    return node;
  }
}
