package dev.hoplint.webhook.endtoend;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the real programs that some tests run against: in the folder that `KUBEBUILDER_ASSETS`
/// names, in `target/tools/bin`, and on the path.
final class Tools {
  private Tools() {}

  static Optional<Path> find(String program) {
    return folders().stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    Optional.ofNullable(System.getenv("KUBEBUILDER_ASSETS"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .ifPresent(folders::add);
    folders.add(Path.of(System.getProperty("hoplint.root", "."), "target", "tools", "bin"));
    for (String folder :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(Path.of("/usr/sbin"));
    return folders;
  }
}
