package dev.hoplint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KubeCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole webhook against an API server that allows nothing but what its roles say.
class RightsSufficeTest {
  @Test
  void theWebhookNeedsNoOtherRights(@TempDir Path folder) throws IOException {
    try (RenderedWebhook installed = new RenderedWebhook("default", folder)) {
      installed.awaitReady();
      Map<String, Object> configuration =
          installed
              .kube
              .get("validatingwebhookconfigurations", "", "hoplint-webhook")
              .orElseThrow();
      assertThat(configuration.toString()).contains("caBundle=");
      assertThat(
              installed
                  .kube
                  .get("secrets", "hoplint", "hoplint-webhook-ca")
                  .orElseThrow()
                  .get("data"))
          .isNotNull();
      assertThat(installed.rbac.used())
          .contains("watch services", "watch ingressclasses", "watch daemonsets")
          .anyMatch(call -> call.startsWith("patch validatingwebhookconfigurations"));
      assertThat(installed.rbac.refused()).isEmpty();
      assertThat(installed.kube.calls())
          .filteredOn(call -> !call.isRead())
          .extracting(KubeCall::resource)
          .containsOnly("secrets", "validatingwebhookconfigurations");
    }
  }

  @Test
  void whatIsSwitchedOnNeedsNoOtherRights(@TempDir Path folder) throws IOException {
    try (RenderedWebhook installed = new RenderedWebhook("everything", folder, List.of(broken()))) {
      installed.awaitReady();
      installed.await("reported", () -> !installed.kube.all("reports").isEmpty());
      installed.await("told", () -> !installed.kube.all("events.events.k8s.io").isEmpty());
      assertThat(installed.rbac.refused()).isEmpty();
    }
  }

  /// A Deployment whose probe names a port that its container does not have.
  private static Map<String, Object> broken() {
    return Map.of(
        "apiVersion",
        "apps/v1",
        "kind",
        "Deployment",
        "metadata",
        Map.of("namespace", "shop", "name", "cart"),
        "spec",
        Map.of(
            "selector",
            Map.of("matchLabels", Map.of("app", "cart")),
            "template",
            Map.of(
                "metadata",
                Map.of("labels", Map.of("app", "cart")),
                "spec",
                Map.of(
                    "containers",
                    List.of(
                        Map.of(
                            "name",
                            "cart",
                            "image",
                            "shop/cart:1.4",
                            "readinessProbe",
                            Map.of("httpGet", Map.of("path", "/", "port", "web"))))))));
  }
}
