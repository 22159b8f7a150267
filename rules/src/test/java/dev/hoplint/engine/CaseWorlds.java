package dev.hoplint.engine;

import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.testing.Worlds;
import dev.hoplint.text.SourceText;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The cases of rules as a cluster would hold them.
final class CaseWorlds {
  private CaseWorlds() {}

  /// All manifests of a case.
  static String text(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        text.append("---\n").append(Files.readString(file)).append('\n');
      }
    }
    return text.toString();
  }

  /// As the API server's objects are read: places are field paths.
  static World world(String text) {
    List<Resource> objects = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Document document : YamlReader.read(SourceText.of("case.yaml", text))) {
      if (document.root().orElse(null) instanceof Mapping root
          && root.get("kind").isPresent()
          && root.get("metadata").isPresent()) {
        Resource object = ResourceReader.read(root);
        if (seen.add(object.ref().toString())) {
          objects.add(object);
        }
      }
    }
    return Worlds.of(objects, Visibility.closed());
  }
}
