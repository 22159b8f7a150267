package dev.hoplint.webhook.admission;

import java.util.Locale;

/// Makes text that holds parts of foreign objects fit for an HTTP header, a log and a terminal.
public final class OneLine {
  private OneLine() {}

  /// The text in one line: control characters, what reorders or hides text, and halves of
  /// characters become U+FFFD, blanks at both ends go.
  static String of(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      clean.appendCodePoint(isHarmless(c) ? c : 0xFFFD);
    }
    return clean.toString().strip();
  }

  /// The text in one line of at most so many characters; what is cut shows as an ellipsis.
  public static String of(String text, int characters) {
    String line = of(text);
    if (length(line) <= characters) {
      return line;
    }
    int end = line.offsetByCodePoints(0, characters - 1);
    return line.substring(0, end).stripTrailing() + "…";
  }

  /// How many characters (code points) a text has.
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// A text of a bounded set, for labels.
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
