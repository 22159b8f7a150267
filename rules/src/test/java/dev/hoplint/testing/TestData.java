package dev.hoplint.testing;

import dev.hoplint.intake.InputFile;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The repository's `testdata` folder.
public final class TestData {
  private TestData() {}

  /// A path below the repository's root.
  public static Path path(String relative) {
    String root = System.getProperty("hoplint.root", "");
    Path at = root.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(root);
    while (at != null && !Files.isDirectory(at.resolve("testdata"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("no folder testdata above " + Path.of("").toAbsolutePath());
    }
    return at.resolve(relative);
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folders directly below a folder, sorted.
  public static List<Path> folders(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The folders of all cases of all rules, sorted.
  public static List<Path> ruleCases() {
    return folders(path("testdata/rules")).stream()
        .flatMap(rule -> folders(rule).stream())
        .toList();
  }

  /// The YAML and JSON files below a folder as `hoplint lint .` would read them there; hidden files
  /// and folders named `fixed` are left out.
  public static List<InputFile> inputs(Path folder) {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      tree.filter(Files::isRegularFile)
          .filter(file -> isInput(folder.relativize(file)))
          .sorted()
          .forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<InputFile> inputs = new ArrayList<>();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      inputs.add(input(name, ".", read(file)));
    }
    return inputs;
  }

  public static InputFile input(String name, String argument, String text) {
    SourceText source = SourceText.of(name, text);
    return new InputFile(name, argument, source, YamlReader.read(source));
  }

  private static boolean isInput(Path relative) {
    for (Path part : relative) {
      if (part.toString().startsWith(".") || part.toString().equals("fixed")) {
        return false;
      }
    }
    String name = relative.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }
}
