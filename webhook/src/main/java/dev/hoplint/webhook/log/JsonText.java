package dev.hoplint.webhook.log;

import java.util.HexFormat;

/// Writes texts as JSON strings in which nothing acts on a terminal or a log reader: control
/// characters, directions of text, invisible characters and halves of characters are escaped.
final class JsonText {
  private static final HexFormat HEX = HexFormat.of();

  private JsonText() {}

  /// Appends the text in quotes.
  ///
  /// @param most characters; what is longer ends in `…`
  static void quote(String text, int most, StringBuilder out) {
    out.append('"');
    int end = Math.min(text.length(), most);
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isHighSurrogate(c)
              && i + 1 < end
              && Character.isLowSurrogate(text.charAt(i + 1))
              && !acts(text.codePointAt(i))) {
            out.append(c).append(text.charAt(++i));
          } else if (acts(c)) {
            out.append("\\u").append(HEX.toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    if (end < text.length()) {
      out.append('…');
    }
    out.append('"');
  }

  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
