package dev.hoplint.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Where an unknown field may belong, as the end of a sentence.
final class FieldHints {
  private FieldHints() {}

  /// The successor of the field, the object above that has it, the nearest names, the object below
  /// that has it; the first that there is.
  static String of(Located place, String key, List<String> near, String kind) {
    String moved = moved(place, key);
    if (moved != null) {
      return ", which has " + Sentences.quoted(moved) + " instead";
    }
    for (Located above = place.above(); above != null; above = above.above()) {
      if (above.schema().fields().contains(key)) {
        return ", it belongs to " + above.words(kind);
      }
    }
    return near.isEmpty()
        ? below(place, key)
        : ", did you mean " + Sentences.list(near, "or") + "?";
  }

  private static String below(Located place, String key) {
    for (String field : place.schema().fields()) {
      SchemaWalk below = place.schema().field(field);
      if (below.fields().contains(key)) {
        return ", it belongs to " + place.path().child(field);
      }
      if (below.item().fields().contains(key)) {
        return ", it belongs to the items of " + place.path().child(field);
      }
    }
    return "";
  }

  /// What an older API version's field is called today.
  static @Nullable String moved(Located place, String key) {
    JsonNode moved = place.schema().keyword("x-moved");
    JsonNode target = moved == null ? null : moved.get(key);
    return target == null ? null : target.stringValue();
  }
}
