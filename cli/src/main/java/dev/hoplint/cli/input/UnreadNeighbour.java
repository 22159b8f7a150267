package dev.hoplint.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for a manifest that lies beside named files and is not among them.
///
/// A pre-commit hook names the changed files only. What they refer to may stand in the files that
/// it does not name, so that nothing they lack may be called missing. The first such file is
/// enough; the search sees a bounded number of entries.
final class UnreadNeighbour extends SimpleFileVisitor<Path> {
  private static final int MOST_ENTRIES = 2_000;
  private static final int DEEPEST = 12;
  private static final int HEAD = 16 << 10;

  private final Set<Path> read;
  private int entries;
  private @Nullable Path found;

  private UnreadNeighbour(Set<Path> read) {
    this.read = read;
  }

  /// The name of a manifest in or below the folder that holds all named files; empty where no file
  /// was named, or where everything there is read.
  static Optional<String> of(Collection<FoundFile> files) {
    List<Path> named =
        files.stream().filter(FoundFile::isNamed).map(file -> file.path().normalize()).toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Set<Path> read = new HashSet<>();
    files.forEach(file -> read.add(file.path().normalize()));
    Path folder = commonFolder(named);
    UnreadNeighbour search = new UnreadNeighbour(read);
    try {
      Files.walkFileTree(folder, EnumSet.noneOf(FileVisitOption.class), DEEPEST, search);
    } catch (IOException _) {
      return Optional.empty();
    }
    return Optional.ofNullable(search.found).map(path -> Paths.printed(folder.relativize(path)));
  }

  private static Path commonFolder(List<Path> files) {
    Path common = null;
    for (Path file : files) {
      Path folder = file.getParent();
      while (common != null && folder != null && !common.startsWith(folder)) {
        folder = folder.getParent();
      }
      common = folder == null ? common : folder;
    }
    return common == null ? Path.of("/") : common;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    String name = String.valueOf(folder.getFileName());
    boolean hidden = name.startsWith(".") || name.equals("node_modules");
    return hidden && entries > 0 ? FileVisitResult.SKIP_SUBTREE : next();
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !read.contains(file) && isManifest(file)) {
      found = file;
      return FileVisitResult.TERMINATE;
    }
    return next();
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException problem) {
    return next();
  }

  private FileVisitResult next() {
    return ++entries > MOST_ENTRIES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
  }

  private static boolean isManifest(Path file) {
    String name = String.valueOf(file.getFileName());
    if (name.startsWith(".") || !(name.endsWith(".yaml") || name.endsWith(".yml"))) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
      return head.contains("apiVersion:") && head.contains("kind:");
    } catch (IOException _) {
      return false;
    }
  }
}
