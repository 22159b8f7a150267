package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// `*name`: stands for the node that the nearest preceding `&name` marked.
public record Alias(Span span, String anchor, Node target) implements Node {}
