package dev.hoplint.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// JSON as plain maps, lists and scalars.
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// @throws tools.jackson.core.JacksonException when it is no JSON object
  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String text) {
    return MAPPER.readValue(text, LinkedHashMap.class);
  }

  /// @throws tools.jackson.core.JacksonException when it is no JSON array
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> array(String text) {
    return MAPPER.readValue(text, ArrayList.class);
  }

  /// A deep copy whose maps and lists can be changed.
  static Map<String, Object> copy(Map<String, ?> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((key, value) -> copy.put(key, copied(value)));
    return copy;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object copied(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy((Map<String, ?>) map);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(copied(item)));
        yield items;
      }
      case null -> null;
      default -> value;
    };
  }

  /// The mapping at a key, made when it is missing.
  @SuppressWarnings("unchecked")
  static Map<String, Object> below(Map<String, Object> object, String key) {
    if (object.get(key) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    Map<String, Object> made = new LinkedHashMap<>();
    object.put(key, made);
    return made;
  }

  /// The text at a key of the metadata, empty without one.
  static String metadata(Map<String, ?> object, String key) {
    return object.get("metadata") instanceof Map<?, ?> metadata && metadata.get(key) != null
        ? String.valueOf(metadata.get(key))
        : "";
  }
}
