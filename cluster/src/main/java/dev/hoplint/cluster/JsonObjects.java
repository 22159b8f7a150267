package dev.hoplint.cluster;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads the JSON of an API server: single objects, and lists item by item, so that no list is ever
/// held as a whole.
final class JsonObjects {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
          .build();

  private static final int SHORT = 100;

  /// Strings that were read lately, by the last bits of their hashes.
  private static final AtomicReferenceArray<@Nullable String> SHARED =
      new AtomicReferenceArray<>(1 << 14);

  /// What a list says of itself.
  ///
  /// @param rest the token of the next page; empty after the last one
  record Page(String version, String rest) {}

  private JsonObjects() {}

  /// @throws JacksonException for what is no JSON object
  static Map<String, Object> object(byte[] json, int length) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json, 0, length)) {
      expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
      return object(parser);
    }
  }

  /// Reads a list.
  ///
  /// @param item is given each object, without `apiVersion` and `kind` where the list leaves them
  ///   out
  /// @throws JacksonException for what is no list
  static Page list(InputStream json, Consumer<Map<String, Object>> item) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      expect(parser, parser.nextToken(), JsonToken.START_OBJECT);
      Map<String, Object> metadata = Map.of();
      boolean listed = false;
      for (String key = parser.nextName(); key != null; key = parser.nextName()) {
        JsonToken token = parser.nextToken();
        if (key.equals("items") && token == JsonToken.START_ARRAY) {
          listed = true;
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            expect(parser, parser.currentToken(), JsonToken.START_OBJECT);
            item.accept(object(parser));
          }
        } else if (key.equals("metadata") && token == JsonToken.START_OBJECT) {
          metadata = object(parser);
        } else {
          listed |= key.equals("items") && token == JsonToken.VALUE_NULL;
          parser.skipChildren();
        }
      }
      Object version = metadata.getOrDefault("resourceVersion", "");
      if (!listed || version.equals("")) {
        throw new StreamReadException(parser, "not a list with a version");
      }
      return new Page(version.toString(), metadata.getOrDefault("continue", "").toString());
    }
  }

  private static void expect(JsonParser parser, @Nullable JsonToken token, JsonToken expected) {
    if (token != expected) {
      throw new StreamReadException(parser, "expected " + expected + ", found " + token);
    }
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      JsonToken token = parser.nextToken();
      if (key.equals("managedFields") && token == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else {
        Object value = value(parser, token);
        if (value != null) {
          object.put(key, value);
        }
      }
    }
    expect(parser, parser.currentToken(), JsonToken.END_OBJECT);
    return object;
  }

  /// Fields that are null are left out: the API server means the same by both.
  private static @Nullable Object value(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> shared(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new StreamReadException(parser, "unexpected " + token);
    };
  }

  /// Namespaces, labels and images come again and again: one of equal strings is kept.
  private static String shared(String text) {
    if (text.length() > SHORT) {
      return text;
    }
    int slot = text.hashCode() & (SHARED.length() - 1);
    String known = SHARED.get(slot);
    if (text.equals(known)) {
      return known;
    }
    SHARED.set(slot, text);
    return text;
  }

  private static List<@Nullable Object> array(JsonParser parser) {
    List<@Nullable Object> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(parser, token));
    }
    return items;
  }
}
