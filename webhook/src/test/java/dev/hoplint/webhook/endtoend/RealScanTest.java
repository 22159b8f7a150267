package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.WebhookProcess;
import dev.hoplint.webhook.deploy.Rendered;
import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What the background scan writes is taken by a real API server, with the rights of a rendering
/// that switches everything on: Events, reports, and the Lease of the replica that writes them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealScanTest {
  private static final Rendered EVERYTHING = Rendered.rendering("everything");

  /// Kinds that others define.
  private static final Set<String> ADD_ONS = Set.of("ServiceMonitor", "PrometheusRule");

  private RealCluster cluster;
  private final List<WebhookProcess> replicas = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path folder) {
    cluster = RealCluster.start(folder);
    cluster.put(RealCluster.namespace("hoplint", Map.of()));
    cluster.put(Yaml.objects(REPORTS).getFirst());
    Eventually.await("the kind of reports", () -> reports().status() == 200);
    EVERYTHING.all().stream()
        .filter(one -> !ADD_ONS.contains(one.kind()))
        .forEach(one -> cluster.put(one.object()));
    Yaml.objects(APPLICATION).forEach(cluster::put);

    Map<String, Object> configuration = Yaml.configuration(EVERYTHING.the("ConfigMap").object());
    configuration.put("tls", Yaml.objects(TLS).getFirst());
    configuration.put("scan", Map.of("interval", "10s", "events", true, "reports", "openreports"));
    configuration.put("drain", Map.of("delay", "0s", "stop", "1s"));
    Path kubeconfig = cluster.webhook(folder, "door");
    for (int replica = 0; replica < 2; replica++) {
      replicas.add(
          WebhookProcess.start(
              new WebhookProcess.Settings(
                  folder,
                  Yaml.lines(configuration),
                  kubeconfig,
                  WebhookProcess.POD_MEBIBYTES,
                  Optional.empty())));
    }
  }

  @AfterAll
  void stop() {
    replicas.forEach(WebhookProcess::close);
    if (cluster != null) {
      cluster.close();
    }
  }

  private Answer reports() {
    return cluster.client().get("/apis/openreports.io/v1alpha1/namespaces/shop/reports");
  }

  private Answer events() {
    return cluster.client().get("/apis/events.k8s.io/v1/namespaces/shop/events");
  }

  private Answer lease() {
    return cluster.client().get("/apis/coordination.k8s.io/v1/namespaces/hoplint/leases/door");
  }

  @Test
  void eventsReportsAndTheLeaseAreTaken() {
    Eventually.await("an Event", () -> events().body().contains("BackendPortNotOnService"));
    assertThat(events().body()).contains("\"reportingController\":\"hoplint.dev/webhook\"");
    Eventually.await("a report", () -> reports().body().contains("backend-port-not-on-service"));
    assertThat(lease().body()).containsPattern("\"holderIdentity\":\"[^\"]+\"");

    replicas.forEach(WebhookProcess::close);
    assertThat(lease().body()).as("given back").doesNotContainPattern("holderIdentity\":\"[^\"]+");
  }

  private static final String TLS =
      """
      source: self
      self: {namespace: hoplint, service: door, secret: door-ca, configuration: door}
      """;

  private static final String REPORTS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: reports.openreports.io}
      spec:
        group: openreports.io
        scope: Namespaced
        names: {plural: reports, singular: report, kind: Report, listKind: ReportList}
        versions:
          - name: v1alpha1
            served: true
            storage: true
            schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
      """;

  private static final String APPLICATION =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web, namespace: shop}
      spec:
        ingressClassName: nginx
        rules:
          - host: web.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: web, port: {number: 8080}}}
      """;
}
