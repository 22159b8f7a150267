package dev.hoplint.text;

/// Recognises values that something fills in before the cluster sees them.
///
/// `${X}`, `$(X)`, `$X` as a whole value, `<x>`, `<%= x %>`, `{{x}}`, `__X__`, `%X%`, `@X@`: met in
/// public repositories in hosts, names, ports and images. A field that holds one is unknown, not
/// wrong.
public final class Placeholders {
  private Placeholders() {}

  /// Whether the text holds a placeholder anywhere.
  public static boolean in(String text) {
    for (int i = 0; i + 1 < text.length(); i++) {
      char next = text.charAt(i + 1);
      boolean found =
          switch (text.charAt(i)) {
            case '$' -> next == '{' || next == '(' || (i == 0 && isName(text, 1, text.length()));
            case '{' -> next == '{';
            case '<' -> next == '%' || closes(text, i, '>');
            case '%' -> closes(text, i, '%');
            case '@' -> closes(text, i, '@');
            case '_' -> next == '_' && closesWith(text, i + 2);
            default -> false;
          };
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static boolean closes(String text, int open, char close) {
    int end = text.indexOf(close, open + 1);
    return end > open + 1 && isName(text, open + 1, end);
  }

  private static boolean closesWith(String text, int start) {
    int end = text.indexOf("__", start);
    return end > start && isName(text, start, end);
  }

  private static boolean isName(String text, int start, int end) {
    if (start >= end || !Character.isLetter(text.charAt(start))) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ' ')) {
        return false;
      }
    }
    return true;
  }
}
