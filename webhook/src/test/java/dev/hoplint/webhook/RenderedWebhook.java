package dev.hoplint.webhook;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.deploy.FakeRbac;
import dev.hoplint.webhook.deploy.Rendered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A rendering as it runs: its objects in a scripted API server that allows what its roles allow,
/// and the webhook with its configuration.
final class RenderedWebhook implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  final Rendered manifests;
  final FakeKube kube = FakeKube.start();
  final FakeRbac rbac;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Webhook webhook;

  /// @param folder for the configuration
  RenderedWebhook(String rendering, Path folder) throws IOException {
    this(rendering, folder, List.of());
  }

  /// @param more objects that are there before it starts: the first scan may come at once, and the
  ///   next one a minute later
  RenderedWebhook(String rendering, Path folder, List<Map<String, Object>> more)
      throws IOException {
    manifests = Rendered.rendering(rendering);
    rbac = new FakeRbac(manifests);
    kube.know("openreports.io/v1alpha1", "Report", "reports", true);
    kube.know("wgpolicyk8s.io/v1alpha2", "PolicyReport", "policyreports", true);
    for (String namespace : List.of("hoplint", "shop")) {
      kube.put(
          Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", namespace)));
    }
    for (Rendered.Manifest one : manifests.all()) {
      if (!one.kind().equals("Namespace")) {
        kube.put(one.object());
      }
    }
    more.forEach(kube::put);
    kube.allow(rbac);
    Path file = folder.resolve("config.yaml");
    Files.writeString(
        file, here((String) map(manifests.the("ConfigMap").at("data")).get("config.yaml")));
    ConfigFile config =
        switch (ConfigFile.open(file)) {
          case ConfigFile.Opened.Usable usable -> usable.file();
          case ConfigFile.Opened.Unusable unusable ->
              throw new AssertionError(unusable.refused().lines());
        };
    webhook =
        Webhook.start(
            new ServeOptions(Optional.of(file), false, Optional.empty(), Optional.of(kube.url())),
            config);
  }

  /// On free ports, and without the authority of clients, which would be mounted.
  private static String here(String config) {
    return config
        .replaceFirst("port: \\d+", "port: 0")
        .replaceFirst("healthPort: \\d+", "healthPort: 0")
        .replaceFirst("  clientCa:\\n(?: {4}.*\\n)+", "");
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  /// What the plain port answers.
  HttpResponse<String> health(String path) {
    URI uri = URI.create("http://127.0.0.1:" + webhook.healthPort() + path);
    try {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void awaitReady() {
    await("ready", () -> health("/readyz").statusCode() == 200);
  }

  void await(String what, BooleanSupplier condition) {
    Eventually.await(
        () ->
            "%s: %s, refused: %s".formatted(what, health("/readyz?verbose").body(), rbac.refused()),
        PATIENCE,
        condition::getAsBoolean);
  }

  @Override
  public void close() {
    webhook.close();
    client.close();
    kube.close();
  }
}
