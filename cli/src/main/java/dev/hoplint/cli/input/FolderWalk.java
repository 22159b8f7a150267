package dev.hoplint.cli.input;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the manifests below a folder: `.yaml`, `.yml`, `.json` and kustomizations.
///
/// Hidden folders and what git ignores stay out. Links to files are followed, links to folders are
/// not, so that no loop can hold the walk. Pipes and devices are never opened.
final class FolderWalk extends SimpleFileVisitor<Path> {
  private static final Set<String> EXTENSIONS = Set.of("yaml", "yml", "json");

  private final Path root;
  private final String printedRoot;
  private final List<PathGlob> excludes;
  private final Deque<IgnoreChain> ignores = new ArrayDeque<>();
  private final List<FoundFile> found = new ArrayList<>();
  private final List<InputProblem> problems = new ArrayList<>();
  private int brokenLinks;
  private int excluded;

  /// @param root an absolute folder
  FolderWalk(Path root, String printedRoot, List<PathGlob> excludes) {
    this.root = root;
    this.printedRoot = printedRoot;
    this.excludes = excludes;
    ignores.push(IgnoreChain.around(root));
  }

  void walk() {
    try {
      Files.walkFileTree(root, this);
    } catch (IOException e) {
      problems.add(new InputProblem(printedRoot, Failures.sentence(e)));
    }
  }

  List<FoundFile> found() {
    return found;
  }

  List<InputProblem> problems() {
    return problems;
  }

  int brokenLinks() {
    return brokenLinks;
  }

  int excluded() {
    return excluded;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(root) && (name(folder).startsWith(".") || isKeptOut(folder, true))) {
      return FileVisitResult.SKIP_SUBTREE;
    }
    ignores.push(ignores.getFirst().enter(folder));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) {
    ignores.pop();
    if (failure != null) {
      problems.add(new InputProblem(printed(folder), Failures.sentence(failure)));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (isManifestName(name(file)) && !isKeptOut(file, false)) {
      if (attributes.isSymbolicLink()) {
        addLink(file);
      } else if (attributes.isRegularFile()) {
        add(file);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    if (!isKeptOut(file, true)) {
      problems.add(new InputProblem(printed(file), Failures.sentence(failure)));
    }
    return FileVisitResult.CONTINUE;
  }

  private void addLink(Path link) {
    try {
      if (Files.readAttributes(link, BasicFileAttributes.class).isRegularFile()) {
        add(link);
      }
    } catch (IOException _) {
      brokenLinks++;
    }
  }

  private void add(Path file) {
    found.add(new FoundFile(file, printed(file), printedRoot));
  }

  private boolean isKeptOut(Path path, boolean folder) {
    String printed = printed(path);
    if (excludes.stream().anyMatch(glob -> glob.matches(printed))) {
      excluded++;
      return true;
    }
    return ignores.getFirst().ignores(path, folder);
  }

  private String printed(Path path) {
    return Paths.below(printedRoot, root.relativize(path));
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  /// hoplint's own files (`.hoplint.yaml`, `.hoplint-baseline.json`) hold no manifests.
  private static boolean isManifestName(String name) {
    boolean extension = EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    return name.equals("Kustomization") || (extension && !name.startsWith(".hoplint"));
  }
}
