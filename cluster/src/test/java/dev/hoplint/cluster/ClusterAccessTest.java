package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.cluster.ApiRequests.Reply;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeFault;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterAccessTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path folder;

  @Test
  void theTokenOfThePodIsReadAgainWhenItIsReplaced() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "first");
    String[] valid = {"Bearer first"};
    Map<String, String> properties =
        new TreeMap<>(
            Map.of(
                "kubernetes.auth.serviceAccount.token",
                token.toString(),
                "kubernetes.auth.tryKubeConfig",
                "false"));
    try (FakeKube kube = FakeKube.start()) {
      kube.fail(
          KubeFault.answer(401)
              .on(call -> !valid[0].equals(call.headers().get("authorization")))
              .always());
      properties.put("kubernetes.master", kube.url());
      properties.forEach(System::setProperty);
      try (ApiRequests api = new ApiRequests(ClusterAccess.automatic().open())) {
        assertThat(status(api)).isEqualTo(200);
        Files.writeString(token, "second");
        valid[0] = "Bearer second";
        assertThat(status(api)).isEqualTo(200);
      } finally {
        properties.keySet().forEach(System::clearProperty);
      }
    }
  }

  @Test
  void whoIsNamedIsAskedAsWhoIsSaidWhateverThePodIs() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "of the pod");
    System.setProperty("kubernetes.auth.serviceAccount.token", token.toString());
    System.setProperty("kubernetes.master", "http://127.0.0.1:1/");
    try (FakeKube kube = FakeKube.start()) {
      Path kubeconfig =
          Files.writeString(
              folder.resolve("config"),
              """
              {"apiVersion":"v1","kind":"Config","current-context":"it",
              "contexts":[{"name":"it","context":{"cluster":"it","user":"it"}}],
              "clusters":[{"name":"it","cluster":{"server":"%s"}}],
              "users":[{"name":"it","user":{"token":"mine"}}]}
              """
                  .formatted(kube.url()));
      try (ApiRequests configured = new ApiRequests(ClusterAccess.kubeconfig(kubeconfig).open());
          ApiRequests plain = new ApiRequests(ClusterAccess.at(kube.url()).open())) {
        assertThat(status(configured)).isEqualTo(200);
        assertThat(status(plain)).isEqualTo(200);
        assertThat(kube.calls().getFirst().headers()).containsEntry("authorization", "Bearer mine");
        assertThat(kube.calls().getLast().headers()).doesNotContainKey("authorization");
      }
    } finally {
      System.clearProperty("kubernetes.auth.serviceAccount.token");
      System.clearProperty("kubernetes.master");
    }
  }

  @Test
  void ourLimitsHoldAndTheClientRepeatsNothing() {
    try (FakeKube kube = FakeKube.start();
        KubernetesClient client = ClusterAccess.at(kube.url()).open()) {
      Config config = client.getConfiguration();
      assertThat(config.getRequestRetryBackoffLimit()).isZero();
      assertThat(config.getRequestTimeout()).isEqualTo(10_000);
      assertThat(config.isHttp2Disable()).isTrue();
      kube.fail(KubeFault.answer(503).always());
      assertThatThrownBy(() -> client.raw("/api/v1/services"))
          .isInstanceOf(KubernetesClientException.class);
      assertThat(kube.calls()).hasSize(1);
    }
  }

  private static int status(ApiRequests api) throws Exception {
    try (Reply reply = api.get("/api/v1/services", LIMIT)) {
      return reply.status();
    }
  }
}
