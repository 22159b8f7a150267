package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A real API server of Kubernetes into which the shipped manifests are installed.
final class WholeCluster implements Cluster {
  private static final List<String> FILES =
      List.of(
          "namespace",
          "serviceaccount",
          "rbac",
          "ca-secret",
          "configmap",
          "service",
          "deployment",
          "poddisruptionbudget",
          "networkpolicy");

  private final RealApiServer server;

  private WholeCluster(RealApiServer server) {
    this.server = server;
  }

  static WholeCluster start(Path folder, Path kubeApiServer, Path etcd) {
    WholeCluster cluster = new WholeCluster(RealApiServer.whole(folder, kubeApiServer, etcd));
    Path base = EndToEndScenarios.DEPLOY.resolve("base");
    for (String file : FILES) {
      Yaml.objects(base.resolve(file + ".yaml")).forEach(cluster::hold);
    }
    return cluster;
  }

  @Override
  public KubeClient client() {
    return server.client();
  }

  @Override
  public void hold(Map<String, Object> object) {
    Answer answer = client().apply(object);
    assertThat(answer.accepted()).as(answer.body()).isTrue();
  }

  @Override
  public void register(Map<String, Object> configuration) {
    hold(configuration);
  }

  @Override
  public void drop(Map<String, Object> object) {
    Answer answer = client().delete(object);
    assertThat(answer.accepted()).as(answer.body()).isTrue();
  }

  /// With a token of the installed service account, so that the shipped roles must suffice.
  @Override
  public Path kubeconfig(Path folder) {
    Answer answer = client().token("hoplint", "hoplint-webhook");
    assertThat(answer.accepted()).as(answer.body()).isTrue();
    try {
      return Files.writeString(
          folder.resolve("service-account"),
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: real, cluster: {server: "%s", certificate-authority: "%s"}}]
          users: [{name: webhook, user: {token: "%s"}}]
          contexts: [{name: only, context: {cluster: real, user: webhook, namespace: hoplint}}]
          current-context: only
          """
              .formatted(server.url(), server.certificate(), KubeClient.tokenOf(answer)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
