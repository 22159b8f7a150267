package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// A comment, from its `#` to the end of the line.
///
/// @param text the text behind the `#`, stripped
/// @param line the 1-based line it stands on
/// @param ownLine whether nothing but white space stands in front of it
public record Comment(Span span, String text, int line, boolean ownLine) {}
