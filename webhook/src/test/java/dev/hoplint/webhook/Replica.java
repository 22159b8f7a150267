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
import java.util.Map;

/// One webhook as a process, without a cluster.
final class Replica implements AutoCloseable {
  private static final Duration READY = Duration.ofMinutes(2);

  private final ChildProcess process;
  private final Path log;
  private final int port;
  private final int healthPort;

  private Replica(ChildProcess process, Path log, int port, int healthPort) {
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
    return new Replica(ChildProcess.start(command, Map.of(), log), log, port, healthPort);
  }

  /// One of a made-up pod, ready.
  static Replica ready(Path folder, KeyMaterial keys, String config) throws Exception {
    Replica replica = start(folder, keys, config, List.of("-Xmx192m"), "--standalone");
    replica.awaitReady();
    return replica;
  }

  void awaitReady() {
    process.await(() -> health("/readyz") == 200, READY);
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

  ChildProcess process() {
    return process;
  }

  String log() throws IOException {
    return Files.readString(log);
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
    process.kill();
  }
}
