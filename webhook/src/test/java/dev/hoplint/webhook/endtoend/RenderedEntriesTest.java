package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.webhook.deploy.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which requests a real API server brings to the entries of the chart: their selectors and
/// conditions compile, and choose as they should. An entry whose condition fails would let
/// everything pass unasked.
class RenderedEntriesTest {
  @TempDir private static Path folder;
  private static CustomCluster cluster;
  private static ScriptedWebhook webhook;

  @BeforeAll
  static void start() throws IOException {
    cluster = CustomCluster.start(folder);
    KeyMaterial keys = KeyMaterial.server(Files.createDirectory(folder.resolve("webhook")));
    webhook = new ScriptedWebhook(keys);
    Map<String, Object> configuration =
        new HashMap<>(Rendered.rendering("default").the("ValidatingWebhookConfiguration").object());
    configuration.put(
        "webhooks",
        Rendered.rendering("default")
            .the("ValidatingWebhookConfiguration")
            .maps("webhooks")
            .stream()
            .map(entry -> here(entry, keys))
            .toList());
    cluster.core().put(namespace("quiet", Map.of()));
    cluster.core().put(namespace("noisy", Map.of("hoplint.dev/warn-scale", "true")));
    cluster.core().put(configuration);
    CustomCluster.await(
        () -> {
          cluster.client().create(ingress(CustomCluster.NAMESPACE, "first-" + System.nanoTime()));
          return !webhook.calls().isEmpty();
        });
  }

  /// On this machine; scaling and deletions are of Ingresses, the only kind that there is.
  private static Map<String, Object> here(Map<String, Object> entry, KeyMaterial keys) {
    Map<String, Object> moved = new HashMap<>(entry);
    moved.put("objectSelector", Map.of()); // the default of a real core
    moved.put("clientConfig", CustomCluster.clientConfig(webhook.port(), keys.certificate()));
    if (!entry.get("name").equals("review.hoplint.dev")) {
      boolean deletes = entry.get("name").equals("delete.hoplint.dev");
      moved.put(
          "rules",
          List.of(
              Map.of(
                  "apiGroups", List.of("networking.k8s.io"),
                  "apiVersions", List.of("v1"),
                  "resources", List.of("ingresses"),
                  "operations", List.of(deletes ? "DELETE" : "UPDATE"),
                  "scope", "Namespaced")));
    }
    return moved;
  }

  private static Map<String, Object> namespace(String name, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("kubernetes.io/metadata.name", name);
    return Map.of(
        "apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", name, "labels", all));
  }

  private static Map<String, Object> ingress(String namespace, String name) {
    return Map.of(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "Ingress",
        "metadata",
        Map.of("namespace", namespace, "name", name),
        "spec",
        Map.of("replicas", 2));
  }

  @AfterAll
  static void stop() {
    if (webhook != null) {
      webhook.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static long calls(String operation) {
    return webhook.calls().stream()
        .filter(call -> call.body().contains("\"operation\":\"" + operation + "\""))
        .count();
  }

  private static void play() {
    webhook.play((number, call) -> call.allow());
  }

  @Test
  void peopleAndTheirRobotsAreReviewed() {
    play();
    String robot = "system:serviceaccount:gitops:robot";
    assertThat(cluster.client().create(ingress("shop", "by-admin")))
        .matches(KubeClient.Answer::accepted);
    assertThat(cluster.client().as("jane").create(ingress("shop", "by-jane")))
        .matches(KubeClient.Answer::accepted);
    assertThat(cluster.client().as(robot).create(ingress("shop", "by-robot")))
        .matches(KubeClient.Answer::accepted);
    assertThat(calls("CREATE")).isEqualTo(3);
    assertThat(webhook.calls()).allMatch(call -> call.target().endsWith("?timeout=3s"));
  }

  @Test
  void theControlPlaneIsNot() {
    play();
    for (String user :
        List.of(
            "system:serviceaccount:kube-system:generic-garbage-collector",
            "system:kube-controller-manager")) {
      assertThat(cluster.client().as(user).create(ingress("shop", "by-" + user.replace(':', '-'))))
          .matches(KubeClient.Answer::accepted);
    }
    assertThat(webhook.calls()).isEmpty();
  }

  @Test
  void theOwnNamespaceIsNot() {
    play();
    assertThat(cluster.client().create(ingress("hoplint", "own")))
        .matches(KubeClient.Answer::accepted);
    assertThat(webhook.calls()).isEmpty();
  }

  @Test
  void deletionsAreAskedAboutOnceAndFinalizersNever() {
    Map<String, Object> ingress = ingress("quiet", "deleted");
    Map<String, Object> held =
        Map.of("metadata", Map.of("finalizers", List.of("example.com/held")));
    assertThat(cluster.client().create(ingress)).matches(KubeClient.Answer::accepted);
    assertThat(cluster.client().patch(ingress, held)).matches(KubeClient.Answer::accepted);
    play();
    assertThat(cluster.client().delete(ingress)).matches(KubeClient.Answer::accepted);
    assertThat(calls("DELETE")).isEqualTo(1);
    assertThat(webhook.calls()).allMatch(call -> call.target().endsWith("?timeout=2s"));
    play();
    Map<String, Object> free = Map.of("metadata", Map.of("finalizers", List.of()));
    assertThat(cluster.client().patch(ingress, free)).matches(KubeClient.Answer::accepted);
    assertThat(webhook.calls()).isEmpty();
  }

  @Test
  void scalingToZeroIsAskedAboutWherePeopleDoItAndWantIt() {
    assertThat(scaled("noisy", "jane", 0)).as("with the entry of all updates").isEqualTo(2);
    assertThat(scaled("noisy", "jane", 1)).isEqualTo(1);
    assertThat(scaled("noisy", "system:serviceaccount:keda:keda-operator", 0)).isEqualTo(1);
    assertThat(scaled("quiet", "jane", 0)).isEqualTo(1);
  }

  private static long scaled(String namespace, String user, int replicas) {
    Map<String, Object> ingress =
        ingress(namespace, "scaled-" + replicas + "-" + Integer.toHexString(user.hashCode()));
    assertThat(cluster.client().create(ingress)).matches(KubeClient.Answer::accepted);
    play();
    Map<String, Object> change = Map.of("spec", Map.of("replicas", replicas));
    assertThat(cluster.client().as(user).patch(ingress, change))
        .matches(KubeClient.Answer::accepted);
    return calls("UPDATE");
  }
}
