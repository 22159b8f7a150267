package dev.hoplint.cluster;

import java.util.Map;
import tools.jackson.core.JacksonException;

/// One line of a watch.
///
/// @param version of the state that it tells of
record WatchEvent(Type type, Map<String, Object> object, String version) {
  enum Type {
    ADDED,
    MODIFIED,
    DELETED,
    BOOKMARK
  }

  /// @throws RelistException for what cannot be followed, an error event included
  static WatchEvent read(byte[] line) throws RelistException {
    Map<String, Object> event;
    try {
      event = JsonObjects.object(line, line.length);
    } catch (JacksonException e) {
      throw new RelistException("an event that cannot be read");
    }
    if (!(event.get("object") instanceof Map<?, ?> untyped)) {
      throw new RelistException("an event without an object");
    }
    @SuppressWarnings("unchecked") // JSON has no other keys.
    Map<String, Object> object = (Map<String, Object>) untyped;
    String type = String.valueOf(event.get("type"));
    if (type.equals("ERROR")) {
      throw new RelistException(
          "the watch says " + object.get("code") + ": " + object.get("message"));
    }
    return new WatchEvent(type(type), object, version(object));
  }

  private static Type type(String name) throws RelistException {
    for (Type type : Type.values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    throw new RelistException("an event of type " + name);
  }

  private static String version(Map<String, Object> object) throws RelistException {
    Object said =
        object.get("metadata") instanceof Map<?, ?> metadata
            ? metadata.get("resourceVersion")
            : null;
    if (said == null) {
      throw new RelistException("an event without a version");
    }
    return said.toString();
  }

  /// Whether it is younger than what was seen. Versions of one resource grow, and can be compared
  /// as numbers; what is older than what was seen has no place in a watch.
  ///
  /// @throws RelistException where it is older
  boolean follows(String seen) throws RelistException {
    if (version.equals(seen)) {
      return false;
    }
    if (number(version) < number(seen)) {
      throw new RelistException("version " + version + " came after " + seen);
    }
    return true;
  }

  private static long number(String version) throws RelistException {
    try {
      return Long.parseLong(version);
    } catch (NumberFormatException e) {
      throw new RelistException("version " + version + " is no number");
    }
  }
}
