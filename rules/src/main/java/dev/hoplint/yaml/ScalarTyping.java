package dev.hoplint.yaml;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/// The typing of plain scalars by sigs.k8s.io/yaml (goyaml v2's resolver): YAML 1.1 words, integers
/// in five notations, floats; everything else is a string.
final class ScalarTyping {
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9][0-9_]*(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

  private ScalarTyping() {}

  static ScalarType typeOf(String plain) {
    if (plain.isEmpty()) {
      return ScalarType.NULL;
    }
    char first = plain.charAt(0);
    if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
      return numberType(plain);
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

  private static ScalarType numberType(String plain) {
    switch (plain) {
      case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "-.inf", "-.Inf", "-.INF" -> {
        return ScalarType.FLOAT;
      }
      case "+.inf", "+.Inf", "+.INF" -> {
        return ScalarType.FLOAT;
      }
      default -> {
        if (parse(plain).isPresent()) {
          return ScalarType.INTEGER;
        }
        return FLOAT.matcher(plain).matches() ? ScalarType.FLOAT : ScalarType.STRING;
      }
    }
  }

  static boolean isTrue(String word) {
    return switch (word.charAt(0)) {
      case 'y', 'Y', 't', 'T' -> true;
      case 'o', 'O' -> word.length() == 2;
      default -> false;
    };
  }

  static Optional<Long> integer(String text) {
    return parse(text).filter(value -> value.bitLength() < 64).map(BigInteger::longValue);
  }

  /// goyaml v2 reads a leading zero as octal, as Go's `strconv.ParseInt(s, 0, 64)` does, and falls
  /// back to a float for `08`. Integers over 64 bits are floats there, too.
  private static Optional<BigInteger> parse(String text) {
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    int at = !plain.isEmpty() && (plain.charAt(0) == '-' || plain.charAt(0) == '+') ? 1 : 0;
    String body = plain.substring(at);
    int radix = 10;
    if (body.length() > 1 && body.charAt(0) == '0') {
      char mark = Character.toLowerCase(body.charAt(1));
      radix = mark == 'x' ? 16 : mark == 'b' ? 2 : 8;
      body = body.substring(mark == 'x' || mark == 'b' || mark == 'o' ? 2 : 1);
    }
    if (body.isEmpty() || body.length() > 64 || !digits(body, radix)) {
      return Optional.empty();
    }
    BigInteger value = new BigInteger(body, radix);
    return Optional.of(plain.charAt(0) == '-' ? value.negate() : value)
        .filter(v -> v.bitLength() <= 64);
  }

  private static boolean digits(String body, int radix) {
    for (int i = 0; i < body.length(); i++) {
      if (body.charAt(i) > 'f' || Character.digit(body.charAt(i), radix) < 0) {
        return false;
      }
    }
    return true;
  }
}
