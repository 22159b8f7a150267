package dev.hoplint.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program that runs beside a test, what can be seen of it from outside, and what it said.
public final class ChildProcess implements AutoCloseable {
  private static final int LINES = 30;

  private static final Pattern HISTOGRAM =
      Pattern.compile(" *[0-9]+: +[0-9]+ +(?<bytes>[0-9]+) +(?<type>.+)");

  private static final int FIRST_PORT = 10_000;

  /// On Linux; elsewhere they begin later.
  private static final int FIRST_EPHEMERAL_PORT = 32_768;

  private final Process process;
  private final Path log;
  private final long begin = System.nanoTime();

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Starts it.
  ///
  /// @param log gets what it says
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new ChildProcess(builder.start(), log);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A port of the loopback on which nobody listens. None of those that the system gives to
  /// outgoing connections: with hundreds of them in a second it would be taken before the process
  /// listens.
  public static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_EPHEMERAL_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException _) {
        // Somebody listens there.
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  /// Waits until something holds of it; a failure to look means that it does not hold yet.
  ///
  /// @return the time since its start
  /// @throws IllegalStateException with its last words, where it ended or the time is over
  public Duration await(Callable<Boolean> condition, Duration limit) {
    while (!holds(condition)) {
      Duration since = Duration.ofNanos(System.nanoTime() - begin);
      boolean late = since.compareTo(limit) > 0;
      if (late || !process.isAlive()) {
        String said = lastWords();
        close();
        throw new IllegalStateException((late ? "not ready in time:\n" : "it ended:\n") + said);
      }
      pause();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /// The end of what it said.
  public String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException unreadable) {
      return "";
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// A number of `/proc/PID/status`; 0 where it does not tell.
  ///
  /// @param name as in `VmHWM`
  public long status(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(pid())))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  /// The processor time that it took so far.
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public int fileDescriptors() {
    try (Stream<Path> files = Files.list(Path.of("/proc/%d/fd".formatted(pid())))) {
      return (int) files.count();
    } catch (IOException gone) {
      return 0;
    }
  }

  /// Asks the JVM that it is, with `jcmd`.
  public String jcmd(String command) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command)
              .redirectErrorStream(true)
              .start();
      return new String(asked.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// What is live on the heap of the JVM that it is. Counted object by object: what is in use after
  /// a collection holds what came since, and what Serial leaves as filling between old objects.
  public double liveMebibytes() {
    // "   1:      31972     9936672  [B (java.base@25)", and "[Ljdk.internal.vm.FillerElement;".
    return jcmd("GC.class_histogram")
            .lines()
            .map(HISTOGRAM::matcher)
            .filter(Matcher::matches)
            .filter(row -> !row.group("type").contains("jdk.internal.vm.Filler"))
            .mapToLong(row -> Long.parseLong(row.group("bytes")))
            .sum()
        / (1024.0 * 1024.0);
  }

  /// SIGTERM.
  public void terminate() {
    process.destroy();
  }

  /// SIGKILL.
  public void kill() {
    process.destroyForcibly();
  }

  /// Waits for its end.
  ///
  /// @return the exit code
  /// @throws IllegalStateException with its last words, where it goes on for longer
  public int exit(Duration limit) throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("it did not end:\n" + lastWords());
    }
    return process.exitValue();
  }

  /// Asks it to end, and ends it when it takes longer than two seconds.
  @Override
  public void close() {
    terminate();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
