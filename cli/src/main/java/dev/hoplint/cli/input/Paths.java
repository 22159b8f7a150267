package dev.hoplint.cli.input;

import java.nio.file.Path;

/// Paths as they are printed: `/`-separated, without `./` in front.
final class Paths {
  static final String HERE = ".";

  private Paths() {}

  static String printed(Path path) {
    String text = path.normalize().toString().replace(path.getFileSystem().getSeparator(), "/");
    return text.isEmpty() ? HERE : text;
  }

  /// A path below a printed folder.
  static String below(String folder, Path relative) {
    String rest = printed(relative);
    return folder.equals(HERE) ? rest : folder.endsWith("/") ? folder + rest : folder + "/" + rest;
  }
}
