package dev.hoplint.cli.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.ignore.IgnoreNode;

/// One `.gitignore`. The only class that knows JGit: without a `.gitignore` it is never loaded.
final class GitIgnoreFile {
  private static final int LARGEST = 1 << 20;

  private final IgnoreNode rules;

  private GitIgnoreFile(IgnoreNode rules) {
    this.rules = rules;
  }

  static GitIgnoreFile read(Path file) throws IOException {
    IgnoreNode rules = new IgnoreNode();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST);
      rules.parse(new ByteArrayInputStream(bytes));
    }
    return new GitIgnoreFile(rules);
  }

  /// Whether it ignores a path below its folder; empty where it does not say.
  Optional<Boolean> ignores(String path, boolean folder) {
    return Optional.ofNullable(rules.checkIgnored(path, folder));
  }
}
