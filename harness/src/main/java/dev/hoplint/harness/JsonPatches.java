package dev.hoplint.harness;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Merge patches (RFC 7396) and JSON patches (RFC 6902) on plain maps.
final class JsonPatches {
  private JsonPatches() {}

  /// Changes the target in place.
  @SuppressWarnings("unchecked")
  static void merge(Map<String, Object> target, Map<String, Object> patch) {
    patch.forEach(
        (key, value) -> {
          if (value == null) {
            target.remove(key);
          } else if (value instanceof Map<?, ?> below) {
            Map<String, Object> inner =
                target.get(key) instanceof Map<?, ?> map
                    ? (Map<String, Object>) map
                    : new LinkedHashMap<>();
            merge(inner, (Map<String, Object>) below);
            target.put(key, inner);
          } else {
            target.put(key, value);
          }
        });
  }

  /// Changes the target in place.
  ///
  /// @throws IllegalArgumentException for an operation that does not fit; `test` that fails too
  static void apply(Map<String, Object> target, List<Map<String, Object>> operations) {
    for (Map<String, Object> operation : operations) {
      String path = String.valueOf(operation.get("path"));
      Object value = operation.get("value");
      switch (String.valueOf(operation.get("op"))) {
        case "add" -> add(target, path, value);
        case "remove" -> remove(target, path);
        case "replace" -> {
          remove(target, path);
          add(target, path, value);
        }
        case "test" -> {
          if (!java.util.Objects.equals(at(target, path), value)) {
            throw new IllegalArgumentException("the test at " + path + " failed");
          }
        }
        case "copy" -> add(target, path, at(target, String.valueOf(operation.get("from"))));
        case "move" -> {
          String from = String.valueOf(operation.get("from"));
          Object moved = at(target, from);
          remove(target, from);
          add(target, path, moved);
        }
        default -> throw new IllegalArgumentException("no operation: " + operation.get("op"));
      }
    }
  }

  private static @Nullable Object at(Map<String, Object> target, String path) {
    Object here = target;
    for (String step : steps(path)) {
      here = child(here, step);
    }
    return here;
  }

  private static @Nullable Object child(@Nullable Object here, String step) {
    return switch (here) {
      case Map<?, ?> map when map.containsKey(step) -> map.get(step);
      case List<?> list when !step.equals("-") && Integer.parseInt(step) < list.size() ->
          list.get(Integer.parseInt(step));
      case null, default -> throw new IllegalArgumentException("nothing at " + step);
    };
  }

  @SuppressWarnings("unchecked")
  private static void add(Map<String, Object> target, String path, @Nullable Object value) {
    String last = last(path);
    switch (at(target, parent(path))) {
      case Map<?, ?> map -> ((Map<String, @Nullable Object>) map).put(last, value);
      case List<?> list -> {
        List<@Nullable Object> items = (List<@Nullable Object>) list;
        items.add(last.equals("-") ? items.size() : Integer.parseInt(last), value);
      }
      case null, default -> throw new IllegalArgumentException("no parent of " + path);
    }
  }

  private static void remove(Map<String, Object> target, String path) {
    String last = last(path);
    switch (at(target, parent(path))) {
      case Map<?, ?> map when map.containsKey(last) -> map.remove(last);
      case List<?> list when Integer.parseInt(last) < list.size() ->
          list.remove(Integer.parseInt(last));
      case null, default -> throw new IllegalArgumentException("nothing at " + path);
    }
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String last(String path) {
    return unescaped(path.substring(path.lastIndexOf('/') + 1));
  }

  private static List<String> steps(String path) {
    return path.isEmpty()
        ? List.of()
        : List.of(path.substring(1).split("/", -1)).stream().map(JsonPatches::unescaped).toList();
  }

  private static String unescaped(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }
}
