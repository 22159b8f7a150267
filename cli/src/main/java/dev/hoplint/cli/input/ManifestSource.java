package dev.hoplint.cli.input;

import dev.hoplint.intake.InputFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Gathers and reads what the arguments name: files, folders, `-` for standard input.
///
/// The result is the same for every number of jobs: files by path, each once, with the first
/// argument that led to it.
public final class ManifestSource {
  private static final String STANDARD_INPUT = "-";

  private final Path directory;
  private final InputStream in;
  private final List<PathGlob> excludes;
  private final int jobs;

  private final Map<String, FoundFile> found = new TreeMap<>();
  private final List<InputProblem> problems = new ArrayList<>();
  private boolean wantsStandardInput;
  private int brokenLinks;
  private int excluded;

  private ManifestSource(Path directory, InputStream in, List<String> excludes, int jobs) {
    this.directory = directory;
    this.in = in;
    this.excludes = excludes.stream().map(PathGlob::new).toList();
    this.jobs = jobs;
  }

  /// Reads what the arguments name.
  ///
  /// @param directory the working directory, where relative arguments start
  /// @param in standard input, read only where an argument is `-`
  /// @param arguments files, folders and `-`
  /// @param excludes patterns of printed paths that are not read
  /// @param jobs most threads that read at once
  public static ManifestInput read(
      Path directory, InputStream in, List<String> arguments, List<String> excludes, int jobs) {
    ManifestSource source = new ManifestSource(directory, in, excludes, jobs);
    arguments.forEach(source::gather);
    return source.readAll();
  }

  private void gather(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      wantsStandardInput = true;
      return;
    }
    try {
      gather(Path.of(argument));
    } catch (InvalidPathException _) {
      problems.add(new InputProblem(argument, "is not a path"));
    }
  }

  private void gather(Path argument) {
    String printed = Paths.printed(argument);
    Path path = directory.resolve(argument).toAbsolutePath();
    if (Files.isDirectory(path)) {
      gatherFolder(path, printed);
    } else if (excludes.stream().anyMatch(glob -> glob.matches(printed))) {
      excluded++;
    } else if (Files.exists(path)) {
      found.putIfAbsent(printed, new FoundFile(path, printed, printed));
    } else {
      boolean link = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
      problems.add(
          new InputProblem(printed, link ? "is a link that leads nowhere" : "does not exist"));
    }
  }

  private void gatherFolder(Path path, String printed) {
    Path real;
    try {
      real = path.toRealPath();
    } catch (IOException e) {
      problems.add(new InputProblem(printed, Failures.sentence(e)));
      return;
    }
    FolderWalk walk = new FolderWalk(real, printed, excludes);
    walk.walk();
    walk.found().forEach(file -> found.putIfAbsent(file.printed(), file));
    problems.addAll(walk.problems());
    brokenLinks += walk.brokenLinks();
    excluded += walk.excluded();
  }

  private ManifestInput readAll() {
    List<InputFile> files = new ArrayList<>();
    if (wantsStandardInput) {
      keep(FileReader.read(new FoundFile(Path.of(""), STANDARD_INPUT, STANDARD_INPUT), in), files);
    }
    readFiles(List.copyOf(found.values())).forEach(result -> keep(result, files));
    files.sort(Comparator.comparing(InputFile::path));
    Optional<String> unread = UnreadNeighbour.of(found.values());
    return new ManifestInput(
        files, problems.stream().sorted().toList(), brokenLinks, excluded, unread);
  }

  private void keep(FileReader.Result result, List<InputFile> files) {
    switch (result) {
      case FileReader.Result.Read(InputFile file) -> files.add(file);
      case FileReader.Result.Failed(InputProblem problem) -> problems.add(problem);
    }
  }

  private List<FileReader.Result> readFiles(List<FoundFile> files) {
    int threads = Math.min(jobs, files.size());
    if (threads < 2) {
      return files.stream().map(FileReader::read).toList();
    }
    try (ExecutorService readers = Executors.newFixedThreadPool(threads)) {
      List<Future<FileReader.Result>> pending =
          files.stream().map(file -> readers.submit(() -> FileReader.read(file))).toList();
      return IntStream.range(0, pending.size()).mapToObj(i -> result(pending.get(i))).toList();
    }
  }

  private static FileReader.Result result(Future<FileReader.Result> pending) {
    try {
      return pending.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("reading failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("reading was interrupted", e);
    }
  }
}
