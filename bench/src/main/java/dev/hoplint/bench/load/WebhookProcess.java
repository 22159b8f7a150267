package dev.hoplint.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The webhook as a process of its own, with the JVM options of the image.
final class WebhookProcess implements Server, AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  /// Those of the image, where the container's limit gives the heap.
  private static final List<String> OPTIONS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:ActiveProcessorCount=2",
          "-Xmx192m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData");

  private final Process process;
  private final Path log;
  private final InetSocketAddress address;
  private final int healthPort;
  private double readySeconds;

  private WebhookProcess(Process process, Path log, int port, int healthPort) {
    this.process = process;
    this.log = log;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.healthPort = healthPort;
  }

  /// How a webhook is started: by this JVM's program and class path.
  ///
  /// @param folder for its files
  /// @param rulesOff ids of rules
  record Settings(Path folder, KeyMaterial keys, URI cluster, List<String> rulesOff) {}

  /// Starts it and waits until it is ready.
  static WebhookProcess start(Settings settings) {
    try {
      int port = freePort();
      int healthPort = freePort();
      Path folder = Files.createTempDirectory(settings.folder(), "webhook");
      Path config =
          Files.writeString(folder.resolve("config.yaml"), config(settings, port, healthPort));
      Path cluster =
          Files.writeString(folder.resolve("kubeconfig"), kubeconfig(settings.cluster()));
      Path log = folder.resolve("log");
      List<String> command = command(config);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(log.toFile());
      builder.environment().put("KUBECONFIG", cluster.toString());
      long begin = System.nanoTime();
      WebhookProcess webhook = new WebhookProcess(builder.start(), log, port, healthPort);
      webhook.awaitReady(begin);
      return webhook;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> command(Path config) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    // The heap is looked at from outside.
    command.add("-XX:-DisableAttachMechanism");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.hoplint.webhook.Main", "serve", "--config", config.toString()));
    return command;
  }

  private static String config(Settings settings, int port, int healthPort) {
    StringBuilder text = new StringBuilder();
    text.append("version: 1\n");
    text.append("listen: {port: %d, healthPort: %d}\n".formatted(port, healthPort));
    text.append(
        "tls:\n  source: files\n  files: {cert: %s, key: %s}\n"
            .formatted(settings.keys().certificate(), settings.keys().key()));
    if (!settings.rulesOff().isEmpty()) {
      text.append("rules:\n");
      settings.rulesOff().forEach(id -> text.append("  ").append(id).append(": off\n"));
    }
    return text.toString();
  }

  private static String kubeconfig(URI cluster) {
    return """
    apiVersion: v1
    kind: Config
    clusters: [{name: made-up, cluster: {server: "%s"}}]
    users: [{name: webhook, user: {token: made-up}}]
    contexts: [{name: only, context: {cluster: made-up, user: webhook, namespace: hoplint}}]
    current-context: only
    """
        .formatted(cluster);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(long begin) throws IOException {
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IOException("the webhook ended:\n" + lastLines());
      }
      if (System.nanoTime() - begin > READY_LIMIT.toNanos()) {
        close();
        throw new IOException("the webhook did not become ready:\n" + lastLines());
      }
      Soak.pause(Duration.ofMillis(25));
    }
    readySeconds = (System.nanoTime() - begin) / 1e9;
  }

  private boolean isReady() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(1_000);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private String lastLines() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public double readySeconds() {
    return readySeconds;
  }

  @Override
  public double residentMebibytes() {
    return status("VmHWM:") / 1024.0;
  }

  @Override
  public int threads() {
    return (int) status("Threads:");
  }

  private long status(String name) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  @Override
  public int fileDescriptors() {
    try (Stream<Path> files = Files.list(Path.of("/proc/%d/fd".formatted(process.pid())))) {
      return (int) files.count();
    } catch (IOException gone) {
      return 0;
    }
  }

  @Override
  public double liveMebibytes() {
    command("GC.run");
    // " def new generation   total 39296K, used 1512K [0x…" and so for each generation.
    return command("GC.heap_info")
            .lines()
            .filter(line -> line.matches(".*(generation|garbage-first heap).*used [0-9]+K.*"))
            .mapToLong(line -> Long.parseLong(line.replaceAll(".*used ([0-9]+)K.*", "$1")))
            .sum()
        / 1024.0;
  }

  private String command(String name) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), name)
              .redirectErrorStream(true)
              .start();
      return new String(asked.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        // It drains for longer than anyone here waits.
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
