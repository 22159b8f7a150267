package dev.hoplint.webhook.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/// Objects from manifests.
final class Yaml {
  private static final JsonMapper JSON = new JsonMapper();

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

  /// A mapping as text, each key in a line.
  static String lines(Map<String, Object> mapping) {
    return mapping.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + JSON.writeValueAsString(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /// The configuration in a ConfigMap of the webhook, without its ports: they are others in each
  /// test.
  static Map<String, Object> configuration(Map<String, Object> configMap) {
    String text = ((Map<?, ?>) configMap.get("data")).get("config.yaml").toString();
    Map<String, Object> configuration = objects(text).getFirst();
    configuration.remove("listen");
    return configuration;
  }

  static List<Map<String, Object>> objects(Path file) {
    try {
      return objects(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
