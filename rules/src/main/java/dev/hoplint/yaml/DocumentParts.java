package dev.hoplint.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Cuts a text at its document markers, so that a broken document cannot hide the others.
///
/// This is exact, not a guess: YAML 1.2.2 (9.1.2, `c-forbidden`) allows a line that starts with
/// `---` or `...` and a white space nowhere inside a document's content, not in a block scalar and
/// not in a quoted one. Directives (`%YAML`) stay with the `---` behind them.
final class DocumentParts {
  /// A piece of text that holds at most one document.
  ///
  /// @param start where the piece starts: at its directives, its `---` or its content
  /// @param bodyStart behind the `---`, or `start` without one
  /// @param bodyEnd in front of a closing `...`, or `end`
  /// @param explicit whether a `---` opens it
  /// @param blank whether its body holds nothing but white space and comments
  /// @param wide whether it holds characters of two UTF-16 units
  /// @param forbidden the offset of its first character that YAML does not allow, or -1
  record Part(
      int start,
      int end,
      int bodyStart,
      int bodyEnd,
      boolean explicit,
      boolean blank,
      boolean wide,
      int forbidden) {}

  private final String text;
  private int at;
  private boolean wide;
  private int forbidden;

  DocumentParts(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /// The next piece, or null behind the last one.
  @Nullable Part next() {
    if (at >= text.length()) {
      return null;
    }
    int start = at;
    int bodyStart = start;
    boolean explicit = false;
    boolean blank = true;
    boolean directives = false;
    wide = false;
    forbidden = -1;
    while (at < text.length()) {
      int line = at;
      if (isMarker(line, '-')) {
        if (line > start && !(blank && directives && !explicit)) {
          return new Part(start, line, bodyStart, line, explicit, blank, wide, forbidden);
        }
        explicit = true;
        bodyStart = line + 3;
        blank = isBlank(bodyStart);
      } else if (isMarker(line, '.')) {
        passLine();
        return new Part(start, at, bodyStart, line, explicit, blank, wide, forbidden);
      } else if (blank) {
        boolean directive = !explicit && text.charAt(line) == '%';
        directives |= directive;
        blank = directive || isBlank(line);
      }
      passLine();
    }
    return new Part(start, at, bodyStart, at, explicit, blank && !directives, wide, forbidden);
  }

  private boolean isMarker(int line, char mark) {
    if (text.charAt(line) != mark
        || line + 2 >= text.length()
        || text.charAt(line + 1) != mark
        || text.charAt(line + 2) != mark) {
      return false;
    }
    if (line + 3 == text.length()) {
      return true;
    }
    char next = text.charAt(line + 3);
    return next == ' ' || next == '\t' || next == '\n' || next == '\r';
  }

  /// Whether the rest of the line is white space or a comment.
  private boolean isBlank(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == '#') {
        return true;
      }
      if (c != ' ' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  private void passLine() {
    int length = text.length();
    int i = at;
    while (i < length) {
      char c = text.charAt(i++);
      if (c < ' ') {
        if (c == '\n' || (c == '\r' && !(i < length && text.charAt(i) == '\n'))) {
          break;
        }
        if (c != '\t' && c != '\r') {
          forbid(i - 1);
        }
      } else if (c > '~') {
        i = passWide(i - 1);
      }
    }
    at = i;
  }

  private int passWide(int i) {
    int c = text.codePointAt(i);
    if (c > Character.MAX_VALUE) {
      wide = true;
      return i + 2;
    }
    if (!StreamReader.isPrintable(c)) {
      forbid(i);
    }
    return i + 1;
  }

  private void forbid(int i) {
    if (forbidden < 0) {
      forbidden = i;
    }
  }
}
