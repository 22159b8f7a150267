package dev.hoplint.dialect.nginx.pcre;

/// Escapes that stand for one byte.
final class PcreEscapes {
  private static final String REFUSED = "FLlUu";
  private static final int HIGHEST = 255;

  private PcreEscapes() {}

  /// The byte of an escape whose letter has just been read.
  static int value(PcreInput input, char letter) throws PcreParser.Refused {
    if (REFUSED.indexOf(letter) >= 0) {
      throw new PcreParser.Refused("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u");
    }
    return switch (letter) {
      case 'a' -> 7;
      case 'e' -> 27;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '0' -> octal(input);
      case 'o' -> braced(input, 8, "missing opening brace after \\o");
      case 'x' -> input.sees('{') ? braced(input, 16, "") : hex(input);
      case 'c' -> control(input);
      default -> {
        if (ByteSets.ranges("azAZ09").get(letter)) {
          throw new PcreParser.Refused("unrecognized character follows \\");
        }
        yield letter;
      }
    };
  }

  private static int octal(PcreInput input) {
    int value = 0;
    for (int i = 0; i < 2 && input.seesDigit() && input.peek(0) < '8'; i++) {
      value = value * 8 + input.next() - '0';
    }
    return value;
  }

  private static int hex(PcreInput input) {
    int value = 0;
    for (int i = 0; i < 2 && !input.atEnd() && Character.digit(input.peek(0), 16) >= 0; i++) {
      value = value * 16 + Character.digit(input.next(), 16);
    }
    return value;
  }

  private static int braced(PcreInput input, int radix, String missing) throws PcreParser.Refused {
    if (!input.take('{')) {
      throw new PcreParser.Refused(missing);
    }
    String digits =
        input.until("}").orElseThrow(() -> new PcreParser.Refused("missing terminating brace"));
    if (digits.isEmpty()) {
      throw new PcreParser.Refused("digits missing in \\x{} or \\o{} or \\N{U+}");
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), radix);
      if (digit < 0) {
        throw new PcreParser.Refused("wrong character in \\x{} or \\o{}");
      }
      value = value * radix + digit;
      if (value > HIGHEST) {
        throw new PcreParser.Refused("character code point value in \\x{} or \\o{} is too large");
      }
    }
    return value;
  }

  private static int control(PcreInput input) throws PcreParser.Refused {
    if (input.atEnd()) {
      throw new PcreParser.Refused("\\c at end of pattern");
    }
    char letter = input.next();
    if (letter < ' ' || letter > '~') {
      throw new PcreParser.Refused("\\c must be followed by a printable ASCII character");
    }
    return Character.toUpperCase(letter) ^ 0x40;
  }
}
