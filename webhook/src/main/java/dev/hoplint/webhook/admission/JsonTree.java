package dev.hoplint.webhook.admission;

import dev.hoplint.text.Span;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.ScalarStyle;
import dev.hoplint.yaml.ScalarType;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads the objects of one review from a stream of tokens into the tree that the engine reads.
///
/// What no rule looks at is passed over: `status`, managed fields, and the copy of the object that
/// kubectl keeps in an annotation. Numbers stay text, whatever their size.
final class JsonTree {
  /// Nodes in all objects of one review: an Ingress of 20,000 paths, before and after, fits.
  static final int MAX_NODES = 500_000;

  /// Items of all lists together. What the engine makes of an empty one takes a hundred times its
  /// bytes; 20,000 paths, before and after, fit.
  static final int MAX_ITEMS = 50_000;

  /// A key that nothing else has takes as much as so many values.
  private static final int KEY_WEIGHT = 8;

  private static final Span NOWHERE = Span.at(0);
  private static final int KNOWN_KEYS = 1_000;

  /// Below which key of the root a key is passed over; the empty text stands for the root.
  private static final Map<String, Set<String>> UNREAD =
      Map.of(
          "",
          Set.of("status"),
          "metadata",
          Set.of("managedFields"),
          "annotations",
          Set.of("kubectl.kubernetes.io/last-applied-configuration"));

  private final JsonParser parser;
  private final Map<String, Scalar> keys = new HashMap<>();
  private int nodes;
  private int items;

  JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  /// There is more in a review than this one takes.
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLarge(String message) {
      super(message, null, false, false);
    }
  }

  /// Reads the object whose opening brace is the current token.
  ///
  /// @throws TooLarge where the limit of nodes is passed
  Mapping object() {
    return mapping(0, "");
  }

  private Mapping mapping(int depth, String under) {
    count(1);
    List<Mapping.Entry> entries = new ArrayList<>();
    boolean passes = depth == 0 || (depth <= 2 && UNREAD.containsKey(under));
    Set<String> unread = passes ? UNREAD.getOrDefault(under, Set.of()) : Set.of();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (unread.contains(key)) {
        parser.skipChildren();
      } else {
        entries.add(new Mapping.Entry(key(key), node(value, depth + 1, key)));
      }
    }
    return new Mapping(NOWHERE, entries);
  }

  private Node node(JsonToken token, int depth, String under) {
    return switch (token) {
      case START_OBJECT -> mapping(depth, under);
      case START_ARRAY -> sequence(depth, under);
      case VALUE_STRING -> scalar(ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING);
      case VALUE_NUMBER_INT -> scalar(ScalarStyle.PLAIN, ScalarType.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(ScalarStyle.PLAIN, ScalarType.FLOAT);
      case VALUE_TRUE, VALUE_FALSE -> scalar(ScalarStyle.PLAIN, ScalarType.BOOLEAN);
      case VALUE_NULL -> scalar(ScalarStyle.PLAIN, ScalarType.NULL);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value starts with " + token);
    };
  }

  private Sequence sequence(int depth, String under) {
    count(1);
    List<Node> list = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (++items > MAX_ITEMS) {
        throw new TooLarge("more than " + MAX_ITEMS + " items of lists");
      }
      // Items are no place where something is passed over.
      list.add(node(token, Math.max(depth + 1, 3), under));
    }
    return new Sequence(NOWHERE, list);
  }

  private Scalar scalar(ScalarStyle style, ScalarType type) {
    count(1);
    return new Scalar(NOWHERE, parser.getString(), style, type, Optional.empty());
  }

  private Scalar key(String name) {
    Scalar known = keys.get(name);
    if (known != null) {
      return known;
    }
    count(KEY_WEIGHT);
    Scalar key =
        new Scalar(NOWHERE, name, ScalarStyle.DOUBLE_QUOTED, ScalarType.STRING, Optional.empty());
    if (keys.size() < KNOWN_KEYS) {
      keys.put(name, key);
    }
    return key;
  }

  private void count(int weight) {
    nodes += weight;
    if (nodes > MAX_NODES) {
      throw new TooLarge("more than " + MAX_NODES + " values");
    }
  }
}
