package dev.hoplint.schema;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The wording of violations.
final class Sentences {
  private static final int LONGEST = 60;

  private Sentences() {}

  /// `must be a number, but "http" is a string`.
  static String wrongType(String place, String expected, Node found) {
    boolean number =
        found.resolve() instanceof Scalar scalar
            && (scalar.type() == ScalarType.INTEGER || scalar.type() == ScalarType.FLOAT);
    if (number && expected.contains("number")) {
      return place + " must be " + expected + ", but is " + value(found);
    }
    return place + " must be " + expected + ", but " + found(found) + hint(expected, found);
  }

  static String typeWords(String type) {
    return switch (type) {
      case "string" -> "a string";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      default -> "a mapping";
    };
  }

  private static String found(Node node) {
    return switch (node.resolve()) {
      case Scalar scalar when scalar.isNull() -> "it is empty";
      case Scalar scalar when scalar.isString() -> quoted(scalar.value()) + " is a string";
      case Scalar scalar ->
          shortened(scalar.value())
              + " is "
              + scalar.type().words()
              + (isOldWord(scalar) ? " in YAML 1.1" : "");
      case Mapping _ -> "it is a mapping";
      default -> "it is a list";
    };
  }

  private static boolean isOldWord(Scalar scalar) {
    return scalar.type() == ScalarType.BOOLEAN
        && !scalar.value().equalsIgnoreCase("true")
        && !scalar.value().equalsIgnoreCase("false");
  }

  private static String hint(String expected, Node node) {
    if (!(node.resolve() instanceof Scalar scalar)) {
      return "";
    }
    boolean quotedText =
        scalar.style() == ScalarStyle.SINGLE_QUOTED || scalar.style() == ScalarStyle.DOUBLE_QUOTED;
    if (expected.equals("a string") && !scalar.isString() && !scalar.isNull()) {
      return ": write " + quoted(scalar.value());
    }
    boolean plainWouldDo =
        expected.contains("number") ? isNumber(scalar.value()) : isTruth(scalar.value());
    return quotedText && plainWouldDo ? ": remove the quotes" : "";
  }

  /// A scalar as it is written.
  static String value(Node node) {
    return switch (node.resolve()) {
      case Scalar scalar when scalar.isString() -> quoted(scalar.value());
      case Scalar scalar -> shortened(scalar.value());
      default -> "a collection";
    };
  }

  /// What to do with a number in quotes.
  static String unquote(ValueFormat format, Located place) {
    if (!(place.node() instanceof Scalar scalar) || !isNumber(scalar.value())) {
      return "";
    }
    boolean hasNumber = place.above() != null && place.above().schema().fields().contains("number");
    return format.takesNumbers()
        ? ": remove the quotes"
        : hasNumber ? ": write it as \"number\"" : "";
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() < 19
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isTruth(String text) {
    return text.equals("true") || text.equals("false");
  }

  /// `Service has no "spec", which Kubernetes requires`.
  static String missing(String place, String field, String who) {
    return place + " has no " + quoted(field) + ", which " + who + " requires";
  }

  /// `has neither "a" nor "b"`, `has none of "a", "b" and "c"`.
  static String none(String place, List<String> fields) {
    return fields.size() == 2
        ? place + " has neither " + quoted(fields.get(0)) + " nor " + quoted(fields.get(1))
        : place + " has none of " + list(fields, "and");
  }

  /// `clusterIP is "None" or type is "ExternalName"`; fields with the same alternative once.
  static String condition(JsonNode condition) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : condition.properties()) {
      parts.add(entry.getKey() + " is " + list(texts(entry.getValue()), "or"));
    }
    return String.join(" or ", parts);
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array) {
      texts.add(item.stringValue());
    }
    return texts;
  }

  static String list(Collection<String> names, String word) {
    List<String> quoted = names.stream().map(Sentences::quoted).toList();
    int last = quoted.size() - 1;
    return last < 1
        ? String.join("", quoted)
        : String.join(", ", quoted.subList(0, last)) + " " + word + " " + quoted.get(last);
  }

  static String quoted(String text) {
    return "\"" + shortened(text) + "\"";
  }

  /// One line of bounded length without control characters.
  static String shortened(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
      line.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
    }
    return line.length() < text.length() ? line + "…" : line.toString();
  }
}
