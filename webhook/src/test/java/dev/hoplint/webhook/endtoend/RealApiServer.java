package dev.hoplint.webhook.endtoend;

import dev.hoplint.harness.ChildProcess;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.WebhookProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A real API server with its etcd, on free ports of the loopback.
final class RealApiServer implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);

  private final ChildProcess etcd;
  private final ChildProcess server;
  private final KubeClient client;
  private final String url;
  private final String credentials;
  private final Path certificate;

  private RealApiServer(
      ChildProcess etcd,
      ChildProcess server,
      KubeClient client,
      String url,
      String credentials,
      Path certificate) {
    this.etcd = etcd;
    this.server = server;
    this.client = client;
    this.url = url;
    this.credentials = credentials;
    this.certificate = certificate;
  }

  /// Kubernetes' own API server.
  static RealApiServer whole(Path folder, Path kubeApiServer, Path etcd) {
    KeyMaterial serving = KeyMaterial.server(folder);
    KeyMaterial administrator = KeyMaterial.administrator(folder);
    List<String> options = new ArrayList<>();
    options.add("--client-ca-file=" + administrator.certificate());
    options.add("--service-account-issuer=https://127.0.0.1/");
    options.add("--service-account-key-file=" + serving.key());
    options.add("--service-account-signing-key-file=" + serving.key());
    options.add("--service-cluster-ip-range=10.0.0.0/16");
    options.add("--authorization-mode=RBAC");
    options.add("--disable-admission-plugins=ServiceAccount");
    return start(folder, kubeApiServer, etcd, options, serving, administrator);
  }

  /// The API server for custom resources alone: the same code answers requests, runs admission and
  /// calls webhooks, and it knows the types of no other group. What it takes from the cluster,
  /// webhook configurations and namespaces, it takes from the core.
  static RealApiServer custom(Path folder, FakeKube core, Path apiExtensions, Path etcd) {
    KeyMaterial serving = KeyMaterial.server(folder);
    KeyMaterial administrator = KeyMaterial.administrator(folder);
    Path kubeconfig = WebhookProcess.kubeconfig(folder, core.url());
    List<String> options = new ArrayList<>();
    options.add("--client-ca-file=" + administrator.certificate());
    options.add("--kubeconfig=" + kubeconfig);
    options.add("--authentication-kubeconfig=" + kubeconfig);
    options.add("--authorization-kubeconfig=" + kubeconfig);
    options.add("--authentication-skip-lookup");
    options.add("--enable-priority-and-fairness=false");
    options.add(
        "--disable-admission-plugins="
            + "MutatingAdmissionWebhook,MutatingAdmissionPolicy,ValidatingAdmissionPolicy");
    return start(folder, apiExtensions, etcd, options, serving, administrator);
  }

  private static RealApiServer start(
      Path folder,
      Path program,
      Path etcdProgram,
      List<String> options,
      KeyMaterial serving,
      KeyMaterial administrator) {
    int etcdPort = ChildProcess.freePort();
    String etcdUrl = "http://127.0.0.1:" + etcdPort;
    ChildProcess etcd = etcd(folder, etcdProgram, etcdUrl);
    int port = ChildProcess.freePort();
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(options);
    command.add("--etcd-servers=" + etcdUrl);
    command.add("--bind-address=127.0.0.1");
    command.add("--secure-port=" + port);
    command.add("--tls-cert-file=" + serving.certificate());
    command.add("--tls-private-key-file=" + serving.key());
    ChildProcess server =
        ChildProcess.start(
            command,
            // The core sends no initial events on a watch.
            Map.of("KUBE_FEATURE_WatchListClient", "false"),
            folder.resolve("api-server.log"));
    String url = "https://127.0.0.1:" + port;
    KubeClient client = new KubeClient(url, serving, administrator);
    String credentials =
        "\"client-certificate\":\"%s\",\"client-key\":\"%s\""
            .formatted(administrator.certificate(), administrator.key());
    RealApiServer api =
        new RealApiServer(etcd, server, client, url, credentials, serving.certificate());
    try {
      server.await(() -> client.get("/readyz").status() == 200, READY_LIMIT);
      return api;
    } catch (IllegalStateException failed) {
      api.close();
      throw failed;
    }
  }

  private static ChildProcess etcd(Path folder, Path program, String url) {
    String peer = "http://127.0.0.1:" + ChildProcess.freePort();
    return ChildProcess.start(
        List.of(
            program.toString(),
            "--data-dir=" + folder.resolve("etcd"),
            "--listen-client-urls=" + url,
            "--advertise-client-urls=" + url,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=default=" + peer),
        Map.of(),
        folder.resolve("etcd.log"));
  }

  KubeClient client() {
    return client;
  }

  String url() {
    return url;
  }

  /// A kubeconfig of the administrator.
  ///
  /// @param through where the server is reached
  Path kubeconfig(Path folder, String through) {
    String text =
        """
        {"apiVersion":"v1","kind":"Config","current-context":"it",
        "contexts":[{"name":"it","context":{"cluster":"it","user":"it"}}],
        "clusters":[{"name":"it","cluster":{"server":"%s","insecure-skip-tls-verify":true}}],
        "users":[{"name":"it","user":{%s}}]}
        """
            .formatted(through, credentials);
    try {
      return Files.writeString(folder.resolve("administrator.kubeconfig"), text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /// What its clients trust.
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    client.close();
    server.close();
    etcd.close();
  }
}
