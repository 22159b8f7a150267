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
          boolean pair =
              Character.isHighSurrogate(c)
                  && i + 1 < end
                  && Character.isLowSurrogate(text.charAt(i + 1));
          if (pair) {
            character(text.codePointAt(i++), out);
          } else {
            character(Character.isSurrogate(c) ? '\ufffd' : c, out);
          }
        }
      }
    }
    if (end < text.length()) {
      out.append('…');
    }
    out.append('"');
  }

  private static void character(int c, StringBuilder out) {
    if (!acts(c)) {
      out.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      out.append("\\u").append(HEX.toHexDigits(unit));
    }
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
