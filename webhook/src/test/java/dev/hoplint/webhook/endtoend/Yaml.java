package dev.hoplint.webhook.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Objects from manifests.
final class Yaml {
  private Yaml() {}

  @SuppressWarnings("unchecked") // manifests are mappings with text keys
  static List<Map<String, Object>> objects(String text) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object one : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
      if (one != null) {
        objects.add((Map<String, Object>) one);
      }
    }
    return objects;
  }

  static List<Map<String, Object>> objects(Path file) {
    try {
      return objects(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
