package dev.hoplint.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bounds what is kept of one object: whoever may write an object into a namespace decides how
/// large it is, and every review of its neighbours would pay for it.
///
/// What is too long is not shortened, for then something would seem to be missing. A list becomes
/// one item, and a map one entry, of which nothing is known: the engine takes it for a placeholder
/// of a template, about which rules stay silent.
final class ObjectLimits {
  /// Values of an object of which all is kept.
  private static final int VALUES = 20_000;

  /// An Ingress of as many paths as a review may have fits.
  private static final int VALUES_OF_INGRESS = 250_000;

  /// Values of the metadata of an object, of whatever kind.
  private static final int VALUES_OF_METADATA = 5_000;

  /// The longest lists and maps of an object that has too many values; shorter ones where that does
  /// not help.
  private static final List<Integer> LENGTHS = List.of(1_000, 100, 10);

  /// Keys by which the unknown item of a list is known.
  private static final int KEYS = 100;

  private static final String UNKNOWN = "${too long}";

  private ObjectLimits() {}

  /// @param object changed where there is too much of it
  /// @return whether it was
  static boolean cut(Map<String, Object> object) {
    int limit = "Ingress".equals(object.get("kind")) ? VALUES_OF_INGRESS : VALUES;
    boolean cut = isCutMetadata(object);
    for (int length : LENGTHS) {
      if (values(object, limit) <= limit) {
        return cut;
      }
      cutMap(fields(object), length);
      cut = true;
    }
    return cut;
  }

  private static boolean isCutMetadata(Map<String, Object> object) {
    boolean tooMany =
        object.get("metadata") instanceof Map<?, ?> metadata
            && values(metadata, VALUES_OF_METADATA) > VALUES_OF_METADATA;
    if (tooMany) {
      object.computeIfPresent("metadata", (key, all) -> cut(key, all, LENGTHS.getFirst()));
    }
    return tooMany;
  }

  /// How many values there are; no more than just over a limit are counted.
  private static int values(@Nullable Object value, int limit) {
    int count = 1;
    Iterable<?> below =
        switch (value) {
          case Map<?, ?> map -> map.values();
          case List<?> list -> list;
          case null, default -> List.of();
        };
    for (Object one : below) {
      count += values(one, limit - count);
      if (count > limit) {
        return count;
      }
    }
    return count;
  }

  private static @Nullable Object cut(String key, @Nullable Object value, int length) {
    if (value instanceof List<?> list) {
      return list.size() > length ? cutList(list) : each(list, length);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, @Nullable Object> fields = fields(map);
    if (key.equals("template") && hasTooManyLabels(fields, length)) {
      // Labels decide by what they lack, too. What is not written may be anything.
      return new LinkedHashMap<>();
    }
    if (key.equals("annotations") && fields.size() > length) {
      fields.keySet().removeIf(name -> !name.contains("ingress") && !name.contains("hoplint"));
    }
    if (fields.size() <= length) {
      cutMap(fields, length);
      return fields;
    }
    Map<String, Object> one = new LinkedHashMap<>();
    one.put(fields.keySet().iterator().next(), UNKNOWN);
    return one;
  }

  private static void cutMap(Map<String, @Nullable Object> map, int length) {
    map.replaceAll((key, value) -> cut(key, value, length));
  }

  private static List<@Nullable Object> each(List<?> list, int length) {
    List<@Nullable Object> items = new ArrayList<>(list.size());
    list.forEach(item -> items.add(cut("", item, length)));
    return items;
  }

  private static boolean hasTooManyLabels(Map<String, @Nullable Object> template, int length) {
    return template.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("labels") instanceof Map<?, ?> labels
        && labels.size() > length;
  }

  /// One item with every field that some item has.
  private static List<@Nullable Object> cutList(List<?> list) {
    @Nullable Object one = UNKNOWN;
    for (Object item : list) {
      one = merged(one, item);
    }
    List<@Nullable Object> items = new ArrayList<>(1);
    items.add(one);
    return items;
  }

  private static Object merged(@Nullable Object known, @Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> fields =
            known instanceof Map<?, ?> before ? fields(before) : new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> one : fields(map).entrySet()) {
          if (fields.containsKey(one.getKey()) || fields.size() < KEYS) {
            fields.put(one.getKey(), merged(fields.get(one.getKey()), one.getValue()));
          }
        }
        yield fields;
      }
      case List<?> list -> {
        @Nullable Object one = known instanceof List<?> before ? before.getFirst() : UNKNOWN;
        for (Object item : list) {
          one = merged(one, item);
        }
        yield List.of(one == null ? UNKNOWN : one);
      }
      case null, default -> known == null ? UNKNOWN : known;
    };
  }

  @SuppressWarnings("unchecked") // JSON has no other keys.
  private static Map<String, @Nullable Object> fields(Map<?, ?> map) {
    return (Map<String, @Nullable Object>) map;
  }
}
