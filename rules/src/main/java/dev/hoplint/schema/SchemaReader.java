package dev.hoplint.schema;

import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.NodeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads the embedded files: JSON of objects, lists, plain texts without escapes, whole numbers and
/// booleans. Jackson's own parser takes 25 ms to start, a fifth of a whole run on one file.
final class SchemaReader implements NodeReader {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static ObjectNode read(InputStream stream) {
    try {
      return read(new String(stream.readAllBytes(), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode read(String json) {
    return (ObjectNode) new Cursor(json).value();
  }

  @Override
  public JsonNode readTree(String content, InputFormat format) {
    return read(content);
  }

  @Override
  public JsonNode readTree(InputStream content, InputFormat format) {
    return read(content);
  }

  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    JsonNode value() {
      return switch (next()) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> NODES.stringNode(string());
        case 't' -> word("true", NODES.booleanNode(true));
        case 'f' -> word("false", NODES.booleanNode(false));
        default -> number();
      };
    }

    private ObjectNode object() {
      ObjectNode object = NODES.objectNode();
      at++;
      while (next() != '}') {
        String name = string();
        expect(':');
        object.set(name, value());
        skipComma();
      }
      at++;
      return object;
    }

    private ArrayNode array() {
      ArrayNode array = NODES.arrayNode();
      at++;
      while (next() != ']') {
        array.add(value());
        skipComma();
      }
      at++;
      return array;
    }

    private String string() {
      expect('"');
      int end = text.indexOf('"', at);
      String found = text.substring(at, end);
      if (found.indexOf('\\') >= 0) {
        throw new IllegalStateException("an escape in a schema: " + found);
      }
      at = end + 1;
      return found;
    }

    private JsonNode number() {
      int start = at;
      while (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      return NODES.numberNode(Integer.parseInt(text, start, at, 10));
    }

    private JsonNode word(String word, JsonNode node) {
      at += word.length();
      return node;
    }

    private void skipComma() {
      if (next() == ',') {
        at++;
      }
    }

    private void expect(char wanted) {
      if (next() != wanted) {
        throw new IllegalStateException("no " + wanted + " at " + at + " of a schema");
      }
      at++;
    }

    private char next() {
      while (text.charAt(at) == ' ' || text.charAt(at) == '\n') {
        at++;
      }
      return text.charAt(at);
    }
  }
}
