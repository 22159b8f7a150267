package dev.hoplint.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The `.gitignore` files that hold in a folder: its own and those around it, up to the root of the
/// git repository. The nearest one that says something decides.
final class IgnoreChain {
  static final IgnoreChain NONE = new IgnoreChain(null, Path.of(""), null);

  private final @Nullable GitIgnoreFile file;
  private final Path folder;
  private final @Nullable IgnoreChain around;

  private IgnoreChain(@Nullable GitIgnoreFile file, Path folder, @Nullable IgnoreChain around) {
    this.file = file;
    this.folder = folder;
    this.around = around;
  }

  /// What holds around an absolute folder: nothing where it lies in no git repository.
  static IgnoreChain around(Path folder) {
    List<Path> outer = new ArrayList<>();
    for (Path at = folder; at != null; at = at.getParent()) {
      if (!at.equals(folder)) {
        outer.add(at);
      }
      if (Files.exists(at.resolve(".git"))) {
        IgnoreChain chain = NONE;
        for (Path each : outer.reversed()) {
          chain = chain.enter(each);
        }
        return chain;
      }
    }
    return NONE;
  }

  /// What holds inside a folder. A `.gitignore` that cannot be read ignores nothing.
  IgnoreChain enter(Path inner) {
    Path written = inner.resolve(".gitignore");
    if (!Files.isRegularFile(written)) {
      return this;
    }
    try {
      return new IgnoreChain(GitIgnoreFile.read(written), inner, this);
    } catch (IOException _) {
      return this;
    }
  }

  boolean ignores(Path path, boolean isFolder) {
    for (IgnoreChain at = this; at != null && at.file != null; at = at.around) {
      String below = Paths.printed(at.folder.relativize(path));
      Optional<Boolean> says = at.file.ignores(below, isFolder);
      if (says.isPresent()) {
        return says.get();
      }
    }
    return false;
  }
}
