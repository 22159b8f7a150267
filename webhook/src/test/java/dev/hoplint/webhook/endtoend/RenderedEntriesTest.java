package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
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
  private static RealCluster cluster;
  private static ScriptedWebhook webhook;

  @BeforeAll
  static void start() throws IOException {
    cluster = RealCluster.start(folder);
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
    cluster.put(RealCluster.namespace("hoplint", Map.of()));
    cluster.put(RealCluster.namespace("quiet", Map.of()));
    cluster.put(RealCluster.namespace("noisy", Map.of("hoplint.dev/warn-scale", "true")));
    cluster.put(configuration);
    Eventually.await(
        "the entries are known",
        () -> {
          cluster.client().create(ingress(RealCluster.NAMESPACE, "first-" + System.nanoTime()));
          return !webhook.calls().isEmpty();
        });
  }

  private static Map<String, Object> here(Map<String, Object> entry, KeyMaterial keys) {
    Map<String, Object> moved = new HashMap<>(entry);
    moved.put("clientConfig", RealCluster.clientConfig(webhook.port(), keys.certificate()));
    return moved;
  }

  private static Map<String, Object> object(String text, String namespace, String name) {
    return Yaml.objects(text.replace("{namespace}", namespace).replace("{name}", name)).getFirst();
  }

  private static Map<String, Object> ingress(String namespace, String name) {
    return RealCluster.ingress(namespace, name, Map.of());
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
    Map<String, Object> service = object(SERVICE, "quiet", "deleted");
    Map<String, Object> held =
        Map.of("metadata", Map.of("finalizers", List.of("example.com/held")));
    assertThat(cluster.client().create(service)).matches(KubeClient.Answer::accepted);
    assertThat(cluster.client().patch(service, held)).matches(KubeClient.Answer::accepted);
    play();
    assertThat(cluster.client().delete(service)).matches(KubeClient.Answer::accepted);
    assertThat(calls("DELETE")).isEqualTo(1);
    assertThat(webhook.calls()).allMatch(call -> call.target().endsWith("?timeout=2s"));
    play();
    Map<String, Object> free = Map.of("metadata", Map.of("finalizers", List.of()));
    assertThat(cluster.client().patch(service, free)).matches(KubeClient.Answer::accepted);
    assertThat(webhook.calls()).isEmpty();
  }

  @Test
  void scalingToZeroIsAskedAboutWherePeopleDoItAndWantIt() {
    assertThat(scaled("noisy", "jane", 0)).isEqualTo(1);
    assertThat(webhook.calls()).allMatch(call -> call.target().endsWith("?timeout=2s"));
    assertThat(scaled("noisy", "jane", 1)).isZero();
    assertThat(scaled("noisy", "system:serviceaccount:keda:keda-operator", 0)).isZero();
    assertThat(scaled("quiet", "jane", 0)).isZero();
  }

  private static long scaled(String namespace, String user, int replicas) {
    String name = "scaled-" + replicas + "-" + Integer.toHexString(user.hashCode());
    Map<String, Object> deployment = object(DEPLOYMENT, namespace, name);
    assertThat(cluster.client().create(deployment)).matches(KubeClient.Answer::accepted);
    play();
    assertThat(cluster.client().as(user).scale(deployment, replicas))
        .matches(KubeClient.Answer::accepted);
    return calls("UPDATE");
  }

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: {name}, namespace: {namespace}}
      spec: {ports: [{port: 80}]}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: {name}, namespace: {namespace}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: it}}
        template:
          metadata: {labels: {app: it}}
          spec: {containers: [{name: it, image: registry.example/it:1}]}
      """;
}
