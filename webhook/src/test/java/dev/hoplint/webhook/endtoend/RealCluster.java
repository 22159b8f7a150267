package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoplint.harness.ChildProcess;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.Kubeconfig;
import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kubernetes' own API server with its etcd, on free ports of the loopback. There are no
/// controllers and no nodes: what is put there stays as it is.
final class RealCluster implements AutoCloseable {
  /// One that is there from the beginning.
  static final String NAMESPACE = "shop";

  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final ChildProcess etcd;
  private final ChildProcess server;
  private final KubeClient client;
  private final int port;
  private final KeyMaterial serving;
  private final KeyMaterial administrator;

  private RealCluster(Path folder, Path program, Path etcdProgram) {
    serving = KeyMaterial.server(folder);
    administrator = KeyMaterial.administrator(folder);
    port = ChildProcess.freePort();
    client = new KubeClient(url(), serving, administrator);
    String store = "http://127.0.0.1:" + ChildProcess.freePort();
    etcd = etcd(folder, etcdProgram, store);
    server = server(folder, program, store);
  }

  /// Starts it; skips the test where its programs are missing.
  static RealCluster start(Path folder) {
    Optional<Path> program = Tools.find("kube-apiserver");
    Optional<Path> etcd = Tools.find("etcd");
    assumeTrue(
        program.isPresent() && etcd.isPresent(),
        "KUBEBUILDER_ASSETS names no folder with kube-apiserver and etcd,"
            + " nor are they in target/tools/bin or the path");
    RealCluster cluster = new RealCluster(folder, program.orElseThrow(), etcd.orElseThrow());
    try {
      cluster.server.await(() -> cluster.client.get("/readyz").status() == 200, READY_LIMIT);
      cluster.put(namespace(NAMESPACE, Map.of()));
      return cluster;
    } catch (IllegalStateException | AssertionError failed) {
      cluster.close();
      throw failed;
    }
  }

  private static ChildProcess etcd(Path folder, Path program, String url) {
    String peer = "http://127.0.0.1:" + ChildProcess.freePort();
    return ChildProcess.start(
        List.of(
            program.toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--unsafe-no-fsync",
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer),
        Map.of(),
        folder.resolve("etcd.log"));
  }

  private ChildProcess server(Path folder, Path program, String store) {
    return ChildProcess.start(
        List.of(
            program.toString(),
            "--etcd-servers=" + store,
            "--bind-address=127.0.0.1",
            "--secure-port=" + port,
            "--tls-cert-file=" + serving.certificate(),
            "--tls-private-key-file=" + serving.key(),
            "--client-ca-file=" + administrator.certificate(),
            "--service-account-issuer=https://127.0.0.1/",
            "--service-account-key-file=" + serving.certificate(),
            "--service-account-signing-key-file=" + serving.key(),
            // Addresses of Services are the loopback's, so that something can listen there.
            "--service-cluster-ip-range=127.100.0.0/16",
            "--authorization-mode=RBAC",
            // It waits for accounts that a controller makes.
            "--disable-admission-plugins=ServiceAccount"),
        Map.of(),
        folder.resolve("api-server.log"));
  }

  static Map<String, Object> namespace(String name, Map<String, String> labels) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Namespace",
        "metadata",
        Map.of("name", name, "labels", labels));
  }

  /// One that is accepted, and leads nowhere.
  static Map<String, Object> ingress(String namespace, String name, Map<String, String> labels) {
    return Map.of(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "Ingress",
        "metadata",
        Map.of("name", name, "namespace", namespace, "labels", labels),
        "spec",
        Map.of(
            "defaultBackend",
            Map.of("service", Map.of("name", "it", "port", Map.of("number", 80)))));
  }

  /// Of its administrator.
  KubeClient client() {
    return client;
  }

  String url() {
    return "https://127.0.0.1:" + port;
  }

  int port() {
    return port;
  }

  /// Creates or updates.
  void put(Map<String, Object> object) {
    Answer answer = client.apply(object);
    assertThat(answer.accepted()).as(answer.body()).isTrue();
  }

  void delete(Map<String, Object> object) {
    Answer answer = client.delete(object);
    assertThat(answer.accepted()).as(answer.body()).isTrue();
  }

  /// A kubeconfig of the administrator.
  ///
  /// @param through where the server is reached
  Path administrator(Path folder, String through) {
    return Kubeconfig.write(
        folder,
        "server: \"%s\", insecure-skip-tls-verify: true".formatted(through),
        "client-certificate: \"%s\", client-key: \"%s\""
            .formatted(administrator.certificate(), administrator.key()));
  }

  /// A kubeconfig of the installed webhook: with a token of its service account, so that the
  /// shipped roles must suffice.
  Path webhook(Path folder, String account) {
    Answer answer = client.token("hoplint", account);
    assertThat(answer.accepted()).as(answer.body()).isTrue();
    return Kubeconfig.write(
        folder,
        "server: \"%s\", certificate-authority: \"%s\"".formatted(url(), serving.certificate()),
        "token: \"%s\"".formatted(KubeClient.tokenOf(answer)));
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

  @Override
  public void close() {
    client.close();
    server.close();
    etcd.close();
  }
}
