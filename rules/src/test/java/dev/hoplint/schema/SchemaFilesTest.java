package dev.hoplint.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The committed schema files are what the model and the overlay give today.
class SchemaFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("hoplint.root", ".."));
  private static final Path FILES = ROOT.resolve("rules/src/main/resources/dev/hoplint/schema");
  private static final Path OVERLAY =
      ROOT.resolve("rules/src/test/resources/dev/hoplint/schema/overlay.json");

  @Test
  void committedFilesAreCurrent() throws IOException {
    Map<String, String> wanted = SchemaGenerator.generate(Files.readString(OVERLAY));
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(FILES);
      for (Map.Entry<String, String> entry : wanted.entrySet()) {
        Files.writeString(FILES.resolve(entry.getKey()), entry.getValue());
      }
    }
    Map<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(FILES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(committed)
        .as("run this test with -Dgolden=update to write the schema files again")
        .isEqualTo(wanted);
    assertThat(System.getProperty("golden")).as("files written, now run without it").isNull();
  }
}
