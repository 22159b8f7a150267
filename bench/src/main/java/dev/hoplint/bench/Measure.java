package dev.hoplint.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Measures the launcher as a user meets it and prints the ratios that must hold: the start against
/// the smallest Java program, and time and memory over made-up repositories of two sizes.
public final class Measure {
  private static final int STARTS = 21;
  private static final int RUNS = 3;
  private static final int FEW = 500;
  private static final int MANY = 5_000;

  private final Path launcher;
  private final Path root;
  private final List<String> hello;

  private Measure(Path root, Path jdk, Path classes) {
    this.root = root;
    this.launcher = root.resolve("hoplint");
    this.hello =
        List.of(
            jdk.resolve("bin/java").toString(), "-cp", classes.toString(), Hello.class.getName());
  }

  /// Arguments: the repository's root, the JDK's folder, the folder of these classes, and
  /// optionally `start`, `throughput` or `hosts` for one of the three.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Measure measure =
        new Measure(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    String part = arguments.length > 3 ? arguments[3] : "all";
    if (part.equals("all") || part.equals("start")) {
      measure.start();
    }
    if (part.equals("all") || part.equals("throughput")) {
      measure.throughput();
    }
    if (part.equals("all") || part.equals("hosts")) {
      measure.hosts();
    }
  }

  /// One host of very many paths: what its analysis takes is the difference to a run over the same
  /// Ingresses of a controller whose locations are not modelled.
  private void hosts() throws IOException, InterruptedException {
    double read = host("traefik", false, "");
    System.out.printf("hosts: %d paths, read only       %.2f s%n", HostCorpus.PATHS, read);
    System.out.printf(
        "hosts: literal paths               +%.2f s (at most 0.5)%n",
        host("nginx", false, "") - read);
    System.out.printf(
        "hosts: literal paths, a regex host +%.2f s (at most 2)%n", host("nginx", true, "") - read);
    System.out.printf(
        "hosts: regular expressions         +%.2f s%n", host("nginx", true, "/(.*)") - read);
  }

  private double host(String className, boolean regex, String suffix)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hoplint-bench");
    Path file = HostCorpus.write(folder, className, regex, suffix);
    double[] seconds = new double[RUNS];
    for (int round = 0; round < RUNS; round++) {
      seconds[round] = run(List.of(launcher.toString(), "lint", file.toString())).seconds();
    }
    delete(folder);
    return median(seconds);
  }

  private void start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hoplint-bench");
    Path file = folder.resolve("app.yaml");
    Files.writeString(file, Corpus.application(0, 0));
    List<String> lint = List.of(launcher.toString(), "lint", file.toString());
    run(lint);
    run(hello);
    double[] lints = new double[STARTS];
    double[] hellos = new double[STARTS];
    for (int round = 0; round < STARTS; round++) {
      hellos[round] = run(hello).seconds();
      lints[round] = run(lint).seconds();
    }
    delete(folder);
    System.out.printf("start: java hello-world       %.3f s%n", median(hellos));
    System.out.printf("start: hoplint lint one file  %.3f s%n", median(lints));
    System.out.printf(
        "start: ratio                  %.2f (at most 6)%n", median(lints) / median(hellos));
  }

  private void throughput() throws IOException, InterruptedException {
    Run few = corpus(FEW);
    Run many = corpus(MANY);
    System.out.printf(
        "throughput: ratio %d to %d files  %.2f (at most 12)%n",
        MANY, FEW, many.seconds() / few.seconds());
  }

  private Run corpus(int files) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hoplint-bench");
    Corpus.write(folder, files);
    List<String> lint = List.of(launcher.toString(), "lint", folder.toString());
    double[] seconds = new double[RUNS];
    long peak = 0;
    for (int round = 0; round < RUNS; round++) {
      Run run = run(lint);
      seconds[round] = run.seconds();
      peak = Math.max(peak, run.peakKibibytes());
    }
    delete(folder);
    Run result = new Run(median(seconds), peak);
    System.out.printf(
        "throughput: %d files, %d objects  %.2f s, peak %s%s%n",
        files,
        files * 3,
        result.seconds(),
        peak == 0 ? "unknown" : peak / 1024 + " MiB",
        files == MANY ? " (at most 4 s, 512 MiB)" : "");
    return result;
  }

  /// One run: wall time, and the peak of the resident set in KiB (0 where /proc does not tell).
  private record Run(double seconds, long peakKibibytes) {}

  private Run run(List<String> command) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // The launcher becomes the JVM by exec: the process stays the same.
    Path status = Path.of("/proc/%d/status".formatted(process.pid()));
    long[] peak = new long[1];
    Thread watch =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (process.isAlive()) {
                    peak[0] = Math.max(peak[0], peakKibibytes(status));
                    try {
                      Thread.sleep(20);
                    } catch (InterruptedException stop) {
                      return;
                    }
                  }
                });
    int code = process.waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    watch.interrupt();
    watch.join();
    if (code > 1) {
      throw new IllegalStateException(command + " exited with " + code);
    }
    return new Run(seconds, peak[0]);
  }

  private static long peakKibibytes(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
