package dev.hoplint.cluster;

import dev.hoplint.text.Span;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import dev.hoplint.yaml.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns the plain values of a decoded JSON object into the tree that the engine reads, without a
/// text between them. Spans say nothing: places in objects are field paths.
public final class ObjectNodes {
  private static final Span NOWHERE = Span.at(0);

  private ObjectNodes() {}

  /// @param object maps, lists, strings, numbers, booleans and nulls
  /// @throws IllegalArgumentException for a value of another type
  public static Mapping mapping(Map<String, ?> object) {
    List<Mapping.Entry> entries = new ArrayList<>(object.size());
    object.forEach(
        (key, value) ->
            entries.add(
                new Mapping.Entry(
                    scalar(key, ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING), node(value))));
    return new Mapping(NOWHERE, entries);
  }

  private static Node node(@Nullable Object value) {
    return switch (value) {
      case null -> scalar("null", ScalarStyle.PLAIN, ScalarType.NULL);
      case String text -> scalar(text, ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING);
      case Boolean truth -> scalar(truth.toString(), ScalarStyle.PLAIN, ScalarType.BOOLEAN);
      case Integer number -> scalar(number.toString(), ScalarStyle.PLAIN, ScalarType.INTEGER);
      case Long number -> scalar(number.toString(), ScalarStyle.PLAIN, ScalarType.INTEGER);
      case BigInteger number -> scalar(number.toString(), ScalarStyle.PLAIN, ScalarType.INTEGER);
      case Number number -> scalar(number.toString(), ScalarStyle.PLAIN, ScalarType.FLOAT);
      case List<?> items -> {
        List<Node> nodes = new ArrayList<>(items.size());
        items.forEach(item -> nodes.add(node(item)));
        yield new Sequence(NOWHERE, nodes);
      }
      case Map<?, ?> below -> mapping(keyed(below));
      default ->
          throw new IllegalArgumentException("not a value of JSON: " + value.getClass().getName());
    };
  }

  @SuppressWarnings("unchecked") // JSON has no other keys.
  private static Map<String, ?> keyed(Map<?, ?> map) {
    return (Map<String, ?>) map;
  }

  private static Scalar scalar(String text, ScalarStyle style, ScalarType type) {
    return new Scalar(NOWHERE, text, style, type, Optional.empty());
  }
}
