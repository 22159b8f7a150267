package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.List;

/// A list of nodes in the order of the text.
public record Sequence(Span span, List<Node> items) implements Node {
  public Sequence {
    items = List.copyOf(items);
  }
}
