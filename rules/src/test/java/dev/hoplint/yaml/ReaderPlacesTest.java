package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Golden trees: `testdata/yaml/places/NAME.yaml` and what is read from it in `NAME.tree`.
/// `-Dgolden=update` writes the trees, and fails.
class ReaderPlacesTest {
  private static final Path ROOT = Path.of(System.getProperty("hoplint.root", ".."));
  private static final Path CASES = ROOT.resolve("testdata/yaml/places");

  @TestFactory
  Stream<DynamicTest> everyNodeHasItsPlace() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      file.getFileName().toString(), file.toUri(), () -> compare(file)));
    }
  }

  private static void compare(Path file) throws IOException {
    String name = file.getFileName().toString();
    String tree = Trees.dump(SourceText.of(name, Files.readString(file)));
    Path golden = file.resolveSibling(name.replace(".yaml", ".tree"));
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(golden, tree);
      throw new AssertionError("wrote " + golden);
    }
    assertThat(tree).isEqualTo(Files.readString(golden));
  }
}
