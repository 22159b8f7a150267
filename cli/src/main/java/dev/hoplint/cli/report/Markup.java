package dev.hoplint.cli.report;

/// Text inside XML and HTML: what would be markup is escaped, what neither may hold is replaced.
final class Markup {
  private Markup() {}

  /// Inside an element.
  static String text(String text) {
    return escaped(text, false);
  }

  /// Inside an attribute in double quotes.
  static String attribute(String text) {
    return escaped(text, true);
  }

  private static String escaped(String text, boolean quoted) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append(quoted ? "&quot;" : "\"");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(quoted ? "&#" + c + ";" : Character.toString(c));
        default -> out.appendCodePoint(isLegal(c) ? c : 0xFFFD);
      }
    }
    return out.toString();
  }

  /// What XML 1.0 may hold, without the controls that it discourages.
  private static boolean isLegal(int c) {
    return (c >= ' ' && c < 0x7F)
        || (c >= 0xA0 && c < 0xD800)
        || (c >= 0xE000 && c < 0xFFFE)
        || c >= 0x10000;
  }
}
