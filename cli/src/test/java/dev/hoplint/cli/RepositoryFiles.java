package dev.hoplint.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// Files of the repository.
final class RepositoryFiles {
  private RepositoryFiles() {}

  /// A path below the repository's root, wherever the tests run.
  static Path path(String relative) {
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
}
