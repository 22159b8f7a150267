package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.WebhookProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/// The real API server for custom resources, in which Ingresses are such, and a made-up core for
/// everything else. Requests for Ingresses take the way of a real cluster from the first byte to
/// the last: authentication, match conditions, the dispatcher, its HTTP client, the verification of
/// answers, the warnings.
final class CustomCluster implements Cluster {
  static final String NAMESPACE = "shop";

  private final FakeKube core;
  private final RealApiServer server;

  private CustomCluster(FakeKube core, RealApiServer server) {
    this.core = core;
    this.server = server;
  }

  /// Starts it; skips the test where its programs are missing.
  static CustomCluster start(Path folder) {
    Optional<Path> program = Tools.find("apiextensions-apiserver");
    Optional<Path> etcd = Tools.find("etcd");
    assumeTrue(
        program.isPresent() && etcd.isPresent(),
        "no apiextensions-apiserver and etcd in HOPLINT_TOOLS, target/tools/bin or the path");
    FakeKube core = FakeKube.start();
    core.put(namespace(NAMESPACE));
    core.put(namespace("hoplint"));
    RealApiServer server =
        RealApiServer.custom(folder, core, program.orElseThrow(), etcd.orElseThrow());
    CustomCluster cluster = new CustomCluster(core, server);
    cluster.defineIngresses();
    return cluster;
  }

  private static Map<String, Object> namespace(String name) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Namespace",
        "metadata",
        Map.of("name", name, "labels", Map.of("kubernetes.io/metadata.name", name)));
  }

  private void defineIngresses() {
    Map<String, Object> schema =
        Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);
    Map<String, Object> version =
        Map.of(
            "name",
            "v1",
            "served",
            true,
            "storage",
            true,
            "schema",
            Map.of("openAPIV3Schema", schema));
    Map<String, Object> names =
        Map.of(
            "plural",
            "ingresses",
            "singular",
            "ingress",
            "kind",
            "Ingress",
            "listKind",
            "IngressList");
    Map<String, Object> definition =
        Map.of(
            "apiVersion",
            "apiextensions.k8s.io/v1",
            "kind",
            "CustomResourceDefinition",
            "metadata",
            Map.of(
                "name",
                "ingresses.networking.k8s.io",
                "annotations",
                Map.of("api-approved.kubernetes.io", "unapproved, for tests only")),
            "spec",
            Map.of(
                "group",
                "networking.k8s.io",
                "scope",
                "Namespaced",
                "names",
                names,
                "versions",
                List.of(version)));
    assertThat(client().create(definition)).matches(KubeClient.Answer::accepted);
    await(
        () -> client().get("/apis/networking.k8s.io/v1/namespaces/shop/ingresses").status() == 200);
  }

  /// What the core holds, and the webhook watches.
  FakeKube core() {
    return core;
  }

  @Override
  public KubeClient client() {
    return server.client();
  }

  RealApiServer server() {
    return server;
  }

  @Override
  public void hold(Map<String, Object> object) {
    core.put(object);
  }

  @Override
  public void register(Map<String, Object> configuration) {
    core.put(configuration);
  }

  @Override
  public void drop(Map<String, Object> object) {
    Map<?, ?> metadata = (Map<?, ?>) object.get("metadata");
    core.delete(
        KubeClient.plural(object.get("kind").toString()),
        metadata.get("namespace").toString(),
        metadata.get("name").toString());
  }

  @Override
  public Path kubeconfig(Path folder) {
    return WebhookProcess.kubeconfig(folder, core.url());
  }

  /// What `clientConfig` says of a webhook on the loopback.
  static Map<String, Object> clientConfig(int port, Path certificate) {
    try {
      return Map.of(
          "url",
          "https://127.0.0.1:" + port + "/validate",
          "caBundle",
          Base64.getEncoder().encodeToString(Files.readAllBytes(certificate)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static void await(Callable<Boolean> condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
        Thread.sleep(50);
      } catch (Exception failed) {
        throw new AssertionError(failed);
      }
      assertThat(System.nanoTime()).as("awaited for too long").isLessThan(end);
    }
  }

  @Override
  public void close() {
    server.close();
    core.close();
  }
}
