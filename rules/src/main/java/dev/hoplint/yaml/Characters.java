package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// What single characters mean to YAML.
final class Characters {
  private Characters() {}

  /// White space and line ends; a byte order mark inside a text is content.
  static boolean isWhite(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  static ReadProblem problem(String text, int offset) {
    char c = text.charAt(offset);
    String message =
        Character.isSurrogate(c)
            ? "half of a character pair (U+%04X) is not allowed in YAML".formatted((int) c)
            : "the control character U+%04X is not allowed in YAML".formatted((int) c);
    return new ReadProblem(ReadProblem.Kind.SYNTAX, new Span(offset, offset + 1), message);
  }
}
