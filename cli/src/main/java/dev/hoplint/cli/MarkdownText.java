package dev.hoplint.cli;

import java.util.Locale;

/// Shows a Markdown page on a terminal: headings stand out, fences are indented, marks of emphasis
/// are left out. Everything else stays as it is written, which is how Markdown is meant to be read.
final class MarkdownText {
  private final boolean color;

  MarkdownText(boolean color) {
    this.color = color;
  }

  String render(String page) {
    StringBuilder text = new StringBuilder(page.length());
    boolean fenced = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        text.append(line.isEmpty() ? "" : "    ").append(line).append('\n');
      } else if (line.startsWith("# ")) {
        text.append(strong(line.substring(2))).append('\n');
      } else if (line.startsWith("## ")) {
        text.append(strong(line.substring(3).toUpperCase(Locale.ROOT))).append('\n');
      } else {
        text.append(withoutMarks(line)).append('\n');
      }
    }
    return text.toString();
  }

  private String strong(String text) {
    return color ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  /// Drops `**` and backticks outside of code, and `*` around a word.
  private String withoutMarks(String line) {
    StringBuilder plain = new StringBuilder(line.length());
    boolean code = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '`') {
        code = !code;
        plain.append(color ? code ? "\u001b[36m" : "\u001b[0m" : "");
      } else if (!code && line.startsWith("**", i)) {
        i++;
      } else if (code || c != '*' || !isEmphasis(line, i)) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /// A star that touches a word on one side only.
  private static boolean isEmphasis(String line, int i) {
    boolean before = i > 0 && Character.isLetterOrDigit(line.charAt(i - 1));
    boolean after = i + 1 < line.length() && Character.isLetterOrDigit(line.charAt(i + 1));
    return before != after;
  }
}
