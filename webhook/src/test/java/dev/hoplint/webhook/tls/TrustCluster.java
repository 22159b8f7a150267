package dev.hoplint.webhook.tls;

import dev.hoplint.harness.FakeKube;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A cluster as the manifests leave it: an empty Secret, and a webhook configuration that trusts
/// nobody.
final class TrustCluster implements AutoCloseable {
  static final Installation INSTALLATION =
      new Installation("hoplint", "web", "hoplint-ca", List.of("hoplint"));
  static final String HOST = "web.hoplint.svc";

  /// Authorities of a month, so that one rotation is worth some twenty leaves' days.
  static final Lifetimes SHORT =
      new Lifetimes(
          Duration.ofDays(30), Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofSeconds(10));

  final FakeKube kube = FakeKube.start();
  private final List<KubernetesClient> clients = new ArrayList<>();

  TrustCluster() {
    kube.put(secret(Map.of()));
    kube.put(configuration());
  }

  /// A replica that looks only when told.
  SelfManagedCertificates replica(InstantSource clock, Lifetimes lifetimes) {
    return new SelfManagedCertificates(
        new KubernetesTrust(client(), INSTALLATION),
        INSTALLATION.hosts(),
        lifetimes,
        clock,
        new SimpleMeterRegistry(),
        false);
  }

  KubernetesClient client() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(kube.url())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(5_000)
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    clients.add(client);
    return client;
  }

  /// The distinct bundles of the configuration's entries: one, if all is well.
  List<String> bundles() {
    Map<String, Object> configuration =
        kube.get("validatingwebhookconfigurations", "", "hoplint").orElseThrow();
    return ((List<?>) configuration.get("webhooks"))
        .stream()
            .map(entry -> (Map<?, ?>) ((Map<?, ?>) entry).get("clientConfig"))
            .map(client -> client.get("caBundle") instanceof String text ? text : "")
            .distinct()
            .toList();
  }

  String bundle() {
    List<String> bundles = bundles();
    if (bundles.size() != 1) {
      throw new AssertionError("the entries trust different authorities");
    }
    return bundles.getFirst();
  }

  /// What the replicas agreed on.
  Authorities authorities() {
    Map<String, Object> secret = kube.get("secrets", "hoplint", "hoplint-ca").orElseThrow();
    Map<String, String> data = new java.util.HashMap<>();
    ((Map<?, ?>) secret.get("data"))
        .forEach((key, value) -> data.put(String.valueOf(key), String.valueOf(value)));
    return Authorities.of(data).orElseThrow();
  }

  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    kube.close();
  }

  static Map<String, Object> secret(Map<String, String> data) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Secret",
        "metadata",
        Map.of("namespace", "hoplint", "name", "hoplint-ca", "labels", Map.of("kept", "as-it-was")),
        "type",
        "Opaque",
        "data",
        data);
  }

  static Map<String, Object> configuration() {
    return Map.of(
        "apiVersion",
        "admissionregistration.k8s.io/v1",
        "kind",
        "ValidatingWebhookConfiguration",
        "metadata",
        Map.of("name", "hoplint", "labels", Map.of("kept", "as-it-was")),
        "webhooks",
        List.of(entry("changes"), entry("deletions"), entry("scale")));
  }

  private static Map<String, Object> entry(String name) {
    return Map.of(
        "name",
        name + ".hoplint.dev",
        "clientConfig",
        Map.of("service", Map.of("namespace", "hoplint", "name", "web", "port", 443)),
        "failurePolicy",
        "Ignore",
        "sideEffects",
        "None",
        "rules",
        List.of(Map.of("apiGroups", List.of("apps"), "resources", List.of("deployments"))),
        "somethingNew",
        "kept");
  }
}
