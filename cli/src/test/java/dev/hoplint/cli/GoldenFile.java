package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whole outputs that are compared with files. `-Dgolden=update` writes the files and then fails.
final class GoldenFile {
  private GoldenFile() {}

  static void check(String name, String actual) {
    Path file = RepositoryFiles.path(name);
    try {
      String expected = Files.exists(file) ? Files.readString(file) : "";
      if ("update".equals(System.getProperty("golden")) && !expected.equals(actual)) {
        Files.writeString(file, actual);
        throw new AssertionError(file + " was written; look at the difference");
      }
      assertThat(actual).as("%s (-Dgolden=update writes it)", file).isEqualTo(expected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
