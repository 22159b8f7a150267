package dev.hoplint.yaml;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The typing of scalars by sigs.k8s.io/yaml, which reads with go.yaml.in/yaml/v2 (`resolve.go`):
/// YAML 1.1 words, integers as Go's `strconv.ParseInt(s, 0, 64)` reads them, floats; everything
/// else is a string.
///
/// What surprises: `_` is dropped from numbers (`1_000`, `1__0_`); a leading zero is octal, and
/// `08` a float; `0o17`, `0x1F` and `0b1` are integers with any case of the letter and any sign;
/// integers over 64 bits are floats; floats over 64 bits (`1e400`) are strings, and so are `1:30`,
/// `0x`, `_1` and dates.
final class ScalarTyping {
  private static final String STANDARD = "tag:yaml.org,2002:";

  private ScalarTyping() {}

  static ScalarType typeOf(String value, ScalarStyle style, Optional<String> tag) {
    if (tag.isPresent()) {
      return tagged(value, tag.get());
    }
    return style == ScalarStyle.PLAIN ? typeOf(value) : ScalarType.STRING;
  }

  /// A standard tag is asked for even on quoted text; a value that does not fit it cannot be
  /// decoded at all and stays a string here, as does everything under an unknown tag.
  private static ScalarType tagged(String value, String tag) {
    ScalarType plain = typeOf(value);
    boolean fits =
        switch (tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : "") {
          case "int" -> plain == ScalarType.INTEGER;
          case "float" -> plain == ScalarType.FLOAT || plain == ScalarType.INTEGER;
          case "bool" -> plain == ScalarType.BOOLEAN;
          case "null" -> plain == ScalarType.NULL;
          default -> false;
        };
    if (!fits) {
      return ScalarType.STRING;
    }
    return tag.endsWith("float") ? ScalarType.FLOAT : plain;
  }

  /// The type of a plain scalar without a tag.
  static ScalarType typeOf(String plain) {
    if (plain.isEmpty()) {
      return ScalarType.NULL;
    }
    return switch (plain.charAt(0)) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-' -> numberType(plain);
      case '.' -> pointType(plain);
      case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O', '~' -> wordType(plain);
      default -> ScalarType.STRING;
    };
  }

  private static ScalarType wordType(String plain) {
    if (plain.length() > 5) {
      return ScalarType.STRING;
    }
    return switch (plain) {
      case "~", "null", "Null", "NULL" -> ScalarType.NULL;
      case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE" ->
          ScalarType.BOOLEAN;
      case "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE" ->
          ScalarType.BOOLEAN;
      default -> ScalarType.STRING;
    };
  }

  private static ScalarType pointType(String plain) {
    return switch (plain) {
      case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF" -> ScalarType.FLOAT;
      default ->
          underscoresSeparateDigits(plain) && isFloat(plain.replace("_", ""))
              ? ScalarType.FLOAT
              : ScalarType.STRING;
    };
  }

  /// Go's rule for `_` in number literals; the library keeps it only behind a leading point.
  private static boolean underscoresSeparateDigits(String text) {
    for (int i = text.indexOf('_'); i >= 0; i = text.indexOf('_', i + 1)) {
      if (!isDigit(text, i - 1) || !isDigit(text, i + 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static ScalarType numberType(String plain) {
    return switch (plain) {
      case "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF" -> ScalarType.FLOAT;
      default -> {
        String digits = plain.indexOf('_') < 0 ? plain : plain.replace("_", "");
        if (parse(digits) != null) {
          yield ScalarType.INTEGER;
        }
        yield isFloat(digits) ? ScalarType.FLOAT : ScalarType.STRING;
      }
    };
  }

  static boolean isTrue(String word) {
    return switch (word.isEmpty() ? ' ' : word.charAt(0)) {
      case 'y', 'Y', 't', 'T' -> true;
      case 'o', 'O' -> word.length() == 2;
      default -> false;
    };
  }

  /// The value of an integer that fits a `long`.
  static Optional<Long> integer(String text) {
    BigInteger value = parse(text.replace("_", ""));
    return value == null || value.bitLength() > 63
        ? Optional.empty()
        : Optional.of(value.longValue());
  }

  /// What a scalar becomes as the key of a JSON object: booleans and integers in their plain form.
  static String keyText(Scalar key) {
    return switch (key.type()) {
      case BOOLEAN -> isTrue(key.value()) ? "true" : "false";
      case INTEGER -> {
        BigInteger value = parse(key.value().replace("_", ""));
        yield value == null ? key.value() : value.toString();
      }
      case NULL, FLOAT, STRING -> key.value();
    };
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?` within the range of a `double`.
  private static boolean isFloat(String text) {
    int at = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    int whole = digitsEnd(text, at);
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.') {
      end = digitsEnd(text, end + 1);
    }
    if (end == at || (whole == at && end == at + 1)) {
      return false;
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int sign = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
      int exponent = sign == '-' || sign == '+' ? end + 2 : end + 1;
      end = digitsEnd(text, exponent);
      if (end == exponent) {
        return false;
      }
    }
    return end == text.length() && !Double.isInfinite(Double.parseDouble(text));
  }

  private static int digitsEnd(String text, int from) {
    int at = from;
    while (isDigit(text, at)) {
      at++;
    }
    return Math.min(at, text.length());
  }

  /// An integer of at most 64 bits, its `_` already dropped; null for anything else.
  private static @Nullable BigInteger parse(String text) {
    int at = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    boolean negative = at == 1 && text.charAt(0) == '-';
    int radix = 10;
    if (text.length() > at + 1 && text.charAt(at) == '0') {
      radix = radixOf(text.charAt(at + 1));
      at += radix == 8 && !isLetterO(text.charAt(at + 1)) ? 1 : 2;
      // The library parses what follows "0b" once more, with a sign of its own.
      if (radix == 2 && text.startsWith("0b") && text.length() > 3 && isSign(text.charAt(2))) {
        negative = text.charAt(2) == '-';
        at = 3;
      }
    }
    if (!areDigits(text, at, radix)) {
      return null;
    }
    BigInteger value = new BigInteger(text.substring(at), radix);
    if (negative) {
      value = value.negate();
    }
    boolean signed = text.charAt(0) == '+' || negative;
    return value.bitLength() > (signed ? 63 : 64) ? null : value;
  }

  private static int radixOf(char mark) {
    return switch (mark) {
      case 'x', 'X' -> 16;
      case 'b', 'B' -> 2;
      default -> 8;
    };
  }

  private static boolean isLetterO(char c) {
    return c == 'o' || c == 'O';
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  /// Whether there are digits of the radix from `from` on, and not so many that they cannot fit.
  private static boolean areDigits(String text, int from, int radix) {
    if (from >= text.length()) {
      return false;
    }
    int significant = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 'f' || Character.digit(c, radix) < 0) {
        return false;
      }
      significant += significant > 0 || c != '0' ? 1 : 0;
    }
    return significant <= 64;
  }
}
