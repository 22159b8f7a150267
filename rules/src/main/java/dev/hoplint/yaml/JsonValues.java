package dev.hoplint.yaml;

/// Finds where the JSON values of a stream end (`{…}` one behind the other, as kubectl takes them);
/// YAML itself allows only one value for each document.
final class JsonValues {
  private JsonValues() {}

  /// The end of the bracketed value at `from`, when nothing but further ones stand behind it; -1
  /// when this is no stream of JSON values, or its last value.
  static int end(String text, int from, int limit) {
    int start = skipWhite(text, from, limit);
    if (start == limit || !opens(text.charAt(start))) {
      return -1;
    }
    int end = closing(text, start, limit);
    int next = end < 0 ? limit : skipWhite(text, end, limit);
    return next < limit && opens(text.charAt(next)) ? end : -1;
  }

  private static int closing(String text, int start, int limit) {
    int depth = 0;
    for (int i = start; i < limit; i++) {
      switch (text.charAt(i)) {
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        case '"' -> i = quoteEnd(text, i, limit);
        default -> {}
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  private static int quoteEnd(String text, int start, int limit) {
    int i = start + 1;
    while (i < limit && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i;
  }

  private static boolean opens(char c) {
    return c == '{' || c == '[';
  }

  private static int skipWhite(String text, int from, int limit) {
    int i = from;
    while (i < limit && Characters.isWhite(text.charAt(i))) {
      i++;
    }
    return i;
  }
}
