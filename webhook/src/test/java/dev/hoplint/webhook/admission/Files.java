package dev.hoplint.webhook.admission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Files of the repository.
final class Files {
  private Files() {}

  static Path path(String relative) {
    String root = System.getProperty("hoplint.root", "");
    Path at = root.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(root);
    while (at != null && !java.nio.file.Files.isDirectory(at.resolve("testdata"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("no folder testdata above " + Path.of("").toAbsolutePath());
    }
    return at.resolve(relative);
  }

  static String read(Path file) {
    try {
      return java.nio.file.Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files below a folder whose names end so and do not start with a dot, sorted.
  static List<Path> below(String folder, String end) {
    try (Stream<Path> tree = java.nio.file.Files.walk(path(folder))) {
      return tree.filter(java.nio.file.Files::isRegularFile)
          .filter(file -> file.getFileName().toString().endsWith(end))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
