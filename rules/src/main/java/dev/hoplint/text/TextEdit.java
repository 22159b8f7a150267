package dev.hoplint.text;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// Replaces one span of a text; an empty span inserts, an empty replacement deletes.
public record TextEdit(Span span, String replacement) {
  public TextEdit {
    Objects.requireNonNull(span, "span is null");
    Objects.requireNonNull(replacement, "replacement is null");
  }

  /// Applies edits that do not overlap; no edit gives the same text back.
  ///
  /// @throws IllegalArgumentException when two edits overlap
  public static String apply(String text, List<TextEdit> edits) {
    List<TextEdit> sorted = edits.stream().sorted(Comparator.comparing(TextEdit::span)).toList();
    StringBuilder result = new StringBuilder(text.length() + 64);
    int done = 0;
    for (TextEdit edit : sorted) {
      if (edit.span().start() < done) {
        throw new IllegalArgumentException("edits overlap at offset " + edit.span().start());
      }
      result.append(text, done, edit.span().start()).append(edit.replacement());
      done = edit.span().end();
    }
    return result.append(text, done, text.length()).toString();
  }
}
