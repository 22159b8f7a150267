package dev.hoplint.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The webhook as a process of its own: started by this JVM's program and class path with the
/// options of the image, or out of the image's content.
public final class WebhookProcess implements AutoCloseable {
  /// What the chart and the base limit its container to.
  public static final int POD_MEBIBYTES = 384;

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private static final Path DEPLOY =
      Path.of(System.getProperty("hoplint.root", "."), "webhook", "deploy");

  /// What the JVM finds out by itself in a container of two cores.
  private static final List<String> CONTAINER =
      List.of("-XX:+UseSerialGC", "-XX:ActiveProcessorCount=2");

  /// What a process takes beside its heap does not grow with the limit, so that much more of a
  /// larger one can be heap, as `docs/webhook.md` advises.
  private static final int LARGE_MEBIBYTES = 512;

  private static final String HEAP_OF_LARGE = "-XX:MaxRAMPercentage=70";

  private static final String HOME = "/opt/hoplint";

  private final ChildProcess process;
  private final InetSocketAddress address;
  private final int healthPort;
  private final Duration untilReady;

  private WebhookProcess(ChildProcess process, int port, int healthPort) {
    this.process = process;
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.healthPort = healthPort;
    this.untilReady = process.await(this::isReady, READY_LIMIT);
  }

  /// How a webhook is started.
  ///
  /// @param folder for its files
  /// @param config lines of its configuration, beside `listen`
  /// @param kubeconfig of the cluster that it watches
  /// @param memoryMebibytes what its container would be limited to
  /// @param image what `webhook/deploy/rootfs` assembled; empty for this JVM's class path
  public record Settings(
      Path folder, String config, Path kubeconfig, int memoryMebibytes, Optional<Path> image) {}

  /// What `webhook/deploy/rootfs` assembled, where the system property `hoplint.image` names it.
  public static Optional<Path> image() {
    return Optional.ofNullable(System.getProperty("hoplint.image")).map(Path::of);
  }

  /// Starts it and waits until it is ready.
  public static WebhookProcess start(Settings settings) {
    try {
      int port = ChildProcess.freePort();
      int healthPort = ChildProcess.freePort();
      Path folder = Files.createTempDirectory(settings.folder(), "webhook");
      Path config =
          Files.writeString(
              folder.resolve("config.yaml"),
              """
              listen: {port: %d, healthPort: %d}
              %s
              """
                  .formatted(port, healthPort, settings.config()));
      ChildProcess process =
          ChildProcess.start(
              command(settings, folder, config),
              Map.of("KUBECONFIG", settings.kubeconfig().toString(), "MALLOC_ARENA_MAX", "1"),
              folder.resolve("log"));
      return new WebhookProcess(process, port, healthPort);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> command(Settings settings, Path folder, Path config)
      throws IOException {
    Optional<Path> image = settings.image();
    List<String> command = new ArrayList<>();
    command.add(java(image).toString());
    command.addAll(CONTAINER);
    command.add("-XX:MaxRAM=" + settings.memoryMebibytes() + "m");
    if (image.isEmpty()) {
      command.add("@" + DEPLOY.resolve("jvm-defaults"));
      command.add("@" + DEPLOY.resolve("jvm-options"));
      command.add("-XX:-DisableAttachMechanism");
    }
    if (settings.memoryMebibytes() > LARGE_MEBIBYTES) {
      command.add(HEAP_OF_LARGE);
    }
    if (image.isPresent()) {
      command.add("@" + arguments(image.get(), folder));
    } else {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add("dev.hoplint.webhook.Main");
    }
    command.addAll(List.of("serve", "--config", config.toString()));
    return command;
  }

  private static Path java(Optional<Path> image) {
    return image
        .map(root -> Path.of(root + HOME, "runtime"))
        .orElseGet(() -> Path.of(System.getProperty("java.home")))
        .resolve("bin/java");
  }

  /// The image's arguments for where the image is here, and so that `jcmd` may ask.
  private static Path arguments(Path image, Path folder) throws IOException {
    String text = Files.readString(Path.of(image + HOME, "hoplint-webhook"));
    return Files.writeString(
        folder.resolve("arguments"),
        text.replace(HOME, image + HOME).replace("-XX:+DisableAttachMechanism", ""));
  }

  /// The line of a configuration that names a certificate.
  public static String certificate(KeyMaterial keys) {
    return "tls: {source: files, files: {cert: %s, key: %s}}\n"
        .formatted(keys.certificate(), keys.key());
  }

  private boolean isReady() throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(1_000);
    connection.setReadTimeout(1_000);
    return connection.getResponseCode() == 200;
  }

  /// Where it takes reviews.
  public InetSocketAddress address() {
    return address;
  }

  public int healthPort() {
    return healthPort;
  }

  /// From its start until it called itself ready.
  public Duration untilReady() {
    return untilReady;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
