package dev.hoplint.bench.load;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes of made-up objects, which are the plain values of their JSON.
final class Objects {
  private Objects() {}

  /// A copy that can be changed at every depth.
  static Map<String, Object> copy(Map<String, Object> object) {
    Map<String, Object> copy = new LinkedHashMap<>();
    object.forEach((key, value) -> copy.put(key, changeable(value)));
    return copy;
  }

  private static Object changeable(Object value) {
    return switch (value) {
      case Map<?, ?> map -> copy(keyed(map));
      case List<?> list -> {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(changeable(item)));
        yield items;
      }
      default -> value;
    };
  }

  /// What is at the end of the way: field names, and numbers of items.
  static Map<String, Object> at(Map<String, Object> object, Object... way) {
    Object place = object;
    for (Object step : way) {
      place =
          step instanceof Integer item
              ? ((List<?>) place).get(item)
              : ((Map<?, ?>) place).get(step);
      if (place == null) {
        throw new IllegalArgumentException("nothing at " + List.of(way));
      }
    }
    return keyed((Map<?, ?>) place);
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> object, String field) {
    return (List<Object>) requireNonNull(object.get(field));
  }

  static String name(Map<String, Object> object) {
    return String.valueOf(at(object, "metadata").get("name"));
  }

  static String namespace(Map<String, Object> object) {
    return String.valueOf(at(object, "metadata").get("namespace"));
  }

  /// With another name, as an object that nobody has stored yet.
  static Map<String, Object> anew(Map<String, Object> object, String name) {
    Map<String, Object> copy = copy(object);
    Map<String, Object> metadata = at(copy, "metadata");
    metadata.put("name", name);
    metadata.remove("uid");
    metadata.remove("resourceVersion");
    metadata.remove("creationTimestamp");
    return copy;
  }

  /// With what `kubectl apply` and the API server keep about the object: its last text, and who
  /// manages which field. Twice as long as the object itself.
  static Map<String, Object> managed(Map<String, Object> object) {
    Map<String, Object> copy = copy(object);
    Map<String, Object> metadata = at(copy, "metadata");
    Map<String, Object> annotations = new LinkedHashMap<>();
    if (metadata.get("annotations") instanceof Map<?, ?> there) {
      annotations.putAll(keyed(there));
    }
    annotations.put("kubectl.kubernetes.io/last-applied-configuration", Reviews.json(object));
    metadata.put("annotations", annotations);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("manager", "kubectl-client-side-apply");
    entry.put("operation", "Update");
    entry.put("apiVersion", object.get("apiVersion"));
    entry.put("time", "2026-05-04T10:20:30Z");
    entry.put("fieldsType", "FieldsV1");
    entry.put("fieldsV1", fields(object));
    metadata.put("managedFields", List.of(entry));
    return copy;
  }

  private static Map<String, Object> fields(Map<String, Object> object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((key, value) -> fields.put("f:" + key, fields(value)));
    return fields;
  }

  private static Map<String, Object> fields(Object value) {
    return switch (value) {
      case Map<?, ?> map -> fields(keyed(map));
      case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map<?, ?> ->
          Map.of("k:{\"name\":\"item\"}", fields(list.getFirst()));
      default -> Map.of();
    };
  }

  @SuppressWarnings("unchecked") // JSON has no other keys.
  private static Map<String, Object> keyed(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
