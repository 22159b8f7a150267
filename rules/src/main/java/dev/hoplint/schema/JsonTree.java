package dev.hoplint.schema;

import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.IdentityHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A node tree as the JSON that the API server gets: typed scalars, aliases and merge keys
/// expanded, the last of a repeated key.
///
/// What several aliases stand for is converted once, so that a text with many aliases stays small.
/// A null value is left out, because Go's decoder leaves a field alone that is null; a null list
/// item stays.
final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final double LONG_LIMIT = 0x1p63;

  private final Map<Node, JsonNode> shared = new IdentityHashMap<>();

  private JsonTree() {}

  static ObjectNode of(Mapping mapping) {
    return new JsonTree().object(mapping);
  }

  private ObjectNode object(Mapping mapping) {
    ObjectNode object = NODES.objectNode();
    for (Mapping.Entry entry : mapping.effectiveEntries()) {
      boolean none = entry.value().resolve() instanceof Scalar scalar && scalar.isNull();
      if (!none && entry.key().resolve() instanceof Scalar key) {
        object.set(key.value(), node(entry.value()));
      }
    }
    return object;
  }

  private JsonNode node(Node node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Mapping mapping -> object(mapping);
      case Sequence sequence -> {
        ArrayNode array = NODES.arrayNode(sequence.items().size());
        for (Node item : sequence.items()) {
          array.add(node(item));
        }
        yield array;
      }
      case Alias alias -> {
        Node target = alias.resolve();
        JsonNode known = shared.get(target);
        if (known == null) {
          known = node(target);
          shared.put(target, known);
        }
        yield known;
      }
    };
  }

  private static JsonNode scalar(Scalar scalar) {
    return switch (scalar.type()) {
      case NULL -> NODES.nullNode();
      case STRING -> NODES.stringNode(scalar.value());
      case BOOLEAN -> NODES.booleanNode(scalar.bool().orElse(false));
      case INTEGER ->
          scalar
              .integer()
              .<JsonNode>map(NODES::numberNode)
              .orElseGet(() -> NODES.stringNode(scalar.value()));
      case FLOAT -> number(scalar.value());
    };
  }

  /// A float without a fraction is written as an integer by the YAML to JSON conversion. What no
  /// `long` holds stays text: no field but a quantity takes it, and the library's bounds fail on
  /// it.
  private static JsonNode number(String text) {
    double value;
    try {
      value = Double.parseDouble(text.replace("_", ""));
    } catch (NumberFormatException _) {
      value = Double.NaN; // .inf and .nan, which JSON does not have
    }
    if (!(Math.abs(value) < LONG_LIMIT)) {
      return NODES.stringNode(text);
    }
    return value == Math.rint(value) ? NODES.numberNode((long) value) : NODES.numberNode(value);
  }
}
