package dev.hoplint.webhook;

import dev.hoplint.harness.ChildProcess;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.Trust;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One webhook as a process, without a cluster.
final class Replica implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int port;
  private final int healthPort;

  private Replica(Process process, Path log, int port, int healthPort) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.healthPort = healthPort;
  }

  /// Starts it, and does not wait.
  ///
  /// @param config lines beside `listen` and `tls`
  /// @param options of the JVM
  /// @param arguments of `serve`, beside the configuration
  static Replica start(
      Path folder, KeyMaterial keys, String config, List<String> options, String... arguments)
      throws IOException {
    int port = ChildProcess.freePort();
    int healthPort = ChildProcess.freePort();
    Path own = Files.createTempDirectory(folder, "replica");
    Path file =
        Files.writeString(
            own.resolve("config.yaml"),
            """
            listen: {port: %d, healthPort: %d}
            tls: {source: files, files: {cert: %s, key: %s}}
            %s
            """
                .formatted(port, healthPort, keys.certificate(), keys.key(), config));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(options);
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.hoplint.webhook.Main", "serve", "--config", file.toString()));
    command.addAll(List.of(arguments));
    Path log = own.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Replica(process, log, port, healthPort);
  }

  /// One of a made-up pod, ready.
  static Replica ready(Path folder, KeyMaterial keys, String config) throws Exception {
    Replica replica = start(folder, keys, config, List.of("-Xmx192m"), "--standalone");
    replica.awaitReady();
    return replica;
  }

  void awaitReady() throws Exception {
    long end = System.nanoTime() + READY.toNanos();
    while (health("/readyz") != 200) {
      if (!process.isAlive() || System.nanoTime() > end) {
        String said = Files.readString(log);
        close();
        throw new AssertionError("not ready: " + said);
      }
      Thread.sleep(20);
    }
  }

  /// The status of a path of the health port; 0 where nobody answers.
  int health(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + healthPort + path).toURL().openConnection();
      connection.setConnectTimeout(2_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode();
    } catch (IOException _) {
      return 0;
    }
  }

  String text(String path) throws IOException {
    try (var in = URI.create("http://127.0.0.1:" + healthPort + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// SIGTERM.
  void terminate() {
    process.destroy();
  }

  /// SIGKILL.
  void kill() {
    process.destroyForcibly();
  }

  /// The exit code.
  ///
  /// @param limit after which it is an error
  int exit(Duration limit) throws Exception {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end: " + Files.readString(log));
    }
    return process.exitValue();
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /// The most memory that it has had, in MiB; 0 where the machine does not tell.
  long peakMebibytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        / 1024;
  }

  /// What is left on the heap after a full collection, in MiB.
  long liveMebibytes() throws IOException {
    jcmd("GC.run");
    return jcmd("GC.heap_info")
            .lines()
            .filter(line -> line.matches(".*generation.*used [0-9]+K.*"))
            .mapToLong(line -> Long.parseLong(line.replaceAll(".*used ([0-9]+)K.*", "$1")))
            .sum()
        / 1_024;
  }

  private String jcmd(String command) throws IOException {
    Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(program.toString(), Long.toString(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  static Trust trust(KeyMaterial keys) {
    try {
      return Trust.in((X509Certificate) keys.keys().getCertificate("only"));
    } catch (KeyStoreException broken) {
      throw new AssertionError(broken);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
