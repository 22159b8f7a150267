package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.WebhookProcess;
import dev.hoplint.webhook.deploy.Rendered;
import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What users of a cluster with the webhook see: with the shipped manifests and the rights that
/// they give.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesEndToEndTest {
  private static final Path BASE = Rendered.DEPLOY.resolve("base");

  private static final String MODES =
      """
      namespaces:
        - {match: ["strict"], mode: enforce-local}
        - {match: ["live"], mode: enforce-live}
      """;

  private RealCluster cluster;
  private WebhookProcess webhook;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    cluster = RealCluster.start(folder);
    for (String file : List.of("namespace", "serviceaccount", "rbac", "ca-secret", "configmap")) {
      Yaml.objects(BASE.resolve(file + ".yaml")).forEach(cluster::put);
    }
    for (String namespace : List.of("strict", "live")) {
      cluster.put(RealCluster.namespace(namespace, Map.of()));
    }
    cluster.put(Yaml.objects(INGRESS_CLASS).getFirst());
    KeyMaterial keys = KeyMaterial.server(Files.createDirectory(folder.resolve("webhook")));
    webhook =
        WebhookProcess.start(
            new WebhookProcess.Settings(
                folder,
                WebhookProcess.certificate(keys) + MODES,
                cluster.webhook(folder, "hoplint-webhook"),
                WebhookProcess.POD_MEBIBYTES,
                Optional.empty()));
    cluster.put(registration(webhook.address().getPort(), keys));
    Map<String, Object> lost = ingress("shop", "lost", "nowhere", 80);
    Eventually.await(
        "the entries are known", () -> !cluster.client().dryRun(lost).warnings().isEmpty());
  }

  /// What is installed, but for where the webhook is.
  private static Map<String, Object> registration(int port, KeyMaterial keys) {
    Map<String, Object> configuration =
        Yaml.objects(BASE.resolve("validatingwebhookconfiguration.yaml")).getFirst();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (Object one : (List<?>) configuration.get("webhooks")) {
      Map<String, Object> entry = new LinkedHashMap<>();
      ((Map<?, ?>) one).forEach((key, value) -> entry.put(key.toString(), value));
      entry.put("clientConfig", RealCluster.clientConfig(port, keys.certificate()));
      entries.add(entry);
    }
    configuration.put("webhooks", entries);
    return configuration;
  }

  @AfterAll
  void stop() {
    if (webhook != null) {
      webhook.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(1)
  void aGoodBundleArrivesInAnyOrder() {
    List<List<Integer>> orders =
        List.of(
            List.of(0, 1, 2),
            List.of(0, 2, 1),
            List.of(1, 0, 2),
            List.of(1, 2, 0),
            List.of(2, 0, 1),
            List.of(2, 1, 0));
    for (String namespace : List.of("shop", "strict", "live")) {
      for (int number = 0; number < orders.size(); number++) {
        List<Map<String, Object>> bundle = bundle(namespace, "good-" + number);
        orders.get(number).forEach(one -> arrive(bundle.get(one)));
        Map<String, Object> ingress = bundle.getLast();
        Eventually.await(
            "all is known", () -> cluster.client().dryRun(renamed(ingress)).warnings().isEmpty());
        assertThat(cluster.client().apply(ingress)).matches(Answer::accepted);
        orders.get(number).forEach(one -> cluster.delete(bundle.get(one)));
      }
    }
  }

  private static Map<String, Object> renamed(Map<String, Object> ingress) {
    Map<?, ?> metadata = (Map<?, ?>) ingress.get("metadata");
    Map<String, Object> copy = new LinkedHashMap<>(ingress);
    copy.put(
        "metadata",
        Map.of("name", metadata.get("name") + "-try", "namespace", metadata.get("namespace")));
    Map<String, Object> spec = new LinkedHashMap<>();
    ((Map<?, ?>) ingress.get("spec")).forEach((key, value) -> spec.put(key.toString(), value));
    Map<?, ?> rule = (Map<?, ?>) ((List<?>) spec.get("rules")).getFirst();
    spec.put("rules", List.of(Map.of("host", "try." + rule.get("host"), "http", rule.get("http"))));
    copy.put("spec", spec);
    return copy;
  }

  private void arrive(Map<String, Object> object) {
    assertThat(cluster.client().create(object)).matches(Answer::accepted);
  }

  @Test
  @Order(2)
  void aMissingServiceIsWarnedAboutEverywhere() {
    for (String namespace : List.of("shop", "strict", "live")) {
      Map<String, Object> ingress = ingress(namespace, "early", "later", 80);
      Answer answer = cluster.client().create(ingress);
      assertThat(answer).matches(Answer::accepted);
      assertThat(answer.warnings())
          .anySatisfy(one -> assertThat(one).contains("later", "backend-service-missing"));
      assertThat(cluster.client().delete(ingress)).matches(Answer::accepted);
    }
  }

  @Test
  @Order(3)
  void whatTheObjectItselfSaysWrongIsDeniedWhereThatIsEnforced() {
    assertThat(cluster.client().create(unreadable("shop")))
        .matches(Answer::accepted)
        .satisfies(
            answer ->
                assertThat(answer.warnings())
                    .anySatisfy(one -> assertThat(one).contains("timeout-ignored")));
    for (String namespace : List.of("strict", "live")) {
      Answer answer = cluster.client().create(unreadable(namespace));
      assertThat(answer).matches(one -> !one.accepted());
      assertThat(answer.message())
          .contains("review.hoplint.dev", "denied the request", "timeout-ignored");
    }
    assertThat(cluster.client().delete(unreadable("shop"))).matches(Answer::accepted);
  }

  @Test
  @Order(4)
  void contradictionsAreDeniedWhereTheClusterCounts() {
    for (String namespace : List.of("shop", "live")) {
      List<Map<String, Object>> bundle = bundle(namespace, "wrong");
      cluster.put(bundle.get(0));
      cluster.put(bundle.get(1));
      Map<String, Object> ingress = ingress(namespace, "wrong", "wrong", 8081);
      Eventually.await(
          "the change is known",
          () ->
              cluster.client().dryRun(ingress).warnings().stream()
                  .anyMatch(one -> one.contains("backend-port-not-on-service")));
      Answer answer = cluster.client().create(ingress);
      assertThat(answer.accepted()).as(answer.body()).isEqualTo(namespace.equals("shop"));
    }
  }

  @Test
  @Order(5)
  void answersAreFast() {
    long[] millis =
        IntStream.range(0, 60)
            .mapToLong(
                number ->
                    cluster
                        .client()
                        .dryRun(ingress("shop", "fast-" + number, "nowhere", 80))
                        .took()
                        .toMillis())
            .sorted()
            .toArray();
    System.out.printf(
        "answers through the API server: median %d ms, slowest %d ms%n", millis[30], millis[59]);
    assertThat(millis[30]).isLessThan(500);
  }

  @Test
  @Order(6)
  void withoutTheWebhookNothingStops() {
    webhook.close();
    Map<String, Object> ingress = ingress("live", "alone", "nowhere", 80);
    Answer answer = cluster.client().create(ingress);
    assertThat(answer).matches(Answer::accepted);
    assertThat(cluster.client().delete(ingress)).matches(Answer::accepted);
  }

  static Map<String, Object> ingress(String namespace, String name, String service, int port) {
    return Yaml.objects(
            INGRESS
                .replace("{namespace}", namespace)
                .replace("{name}", name)
                .replace("{service}", service)
                .replace("{port}", Integer.toString(port)))
        .getFirst();
  }

  private static Map<String, Object> unreadable(String namespace) {
    return Yaml.objects(UNREADABLE.replace("{namespace}", namespace)).getFirst();
  }

  /// A Service, its Deployment, and an Ingress that leads to it.
  private static List<Map<String, Object>> bundle(String namespace, String name) {
    List<Map<String, Object>> bundle =
        new ArrayList<>(
            Yaml.objects(APPLICATION.replace("{namespace}", namespace).replace("{name}", name)));
    bundle.add(ingress(namespace, name, name, 80));
    return bundle;
  }

  private static final String INGRESS_CLASS =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: nginx}
      spec: {controller: k8s.io/ingress-nginx}
      """;

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: {name}, namespace: {namespace}}
      spec:
        ingressClassName: nginx
        rules:
          - host: {name}.{namespace}.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: {service}, port: {number: {port}}}}
      """;

  private static final String UNREADABLE =
      INGRESS
          .replace("{name}", "unreadable")
          .replace("{service}", "anything")
          .replace("{port}", "80")
          .replace(
              "namespace: {namespace}}",
              "namespace: {namespace},"
                  + " annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: 120s}}");

  private static final String APPLICATION =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: {name}, namespace: {namespace}}
      spec:
        selector: {app: {name}}
        ports: [{name: http, port: 80, targetPort: http}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: {name}, namespace: {namespace}}
      spec:
        replicas: 2
        selector: {matchLabels: {app: {name}}}
        template:
          metadata: {labels: {app: {name}}}
          spec:
            terminationGracePeriodSeconds: 60
            containers:
              - name: app
                image: registry.example/app:1.0.0
                ports: [{name: http, containerPort: 8080}]
                readinessProbe: {httpGet: {path: /ready, port: http}}
                lifecycle: {preStop: {sleep: {seconds: 10}}}
      """;
}
