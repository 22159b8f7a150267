package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.Trust;
import dev.hoplint.harness.UserVerdict;
import dev.hoplint.harness.UserVerdict.FailurePolicy;
import dev.hoplint.webhook.config.ConfigFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole webhook before a made-up API server, from an empty Secret to a verdict.
class InstalledWebhookTest {
  private static final String NAMES = "hoplint-webhook";

  private static final String DEPLOYMENT =
      """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",
       "kind":{"group":"apps","version":"v1","kind":"Deployment"},
       "resource":{"group":"apps","version":"v1","resource":"deployments"},
       "name":"web","namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},
       "object":{"apiVersion":"apps/v1","kind":"Deployment",
         "metadata":{"name":"web","namespace":"shop"},
         "spec":{"selector":{"matchLabels":{"app":"web"}},
           "template":{"metadata":{"labels":{"app":"web"}},
             "spec":{"containers":[{"name":"app","image":"example/web:1",
               "ports":[{"name":"http","containerPort":8080}],
               "readinessProbe":{"httpGet":{"path":"/ready","port":"nowhere"}}}]}}}},
       "oldObject":null,"dryRun":false}}
      """;

  @TempDir Path folder;
  private FakeKube kube;

  @BeforeEach
  void cluster() {
    kube = FakeKube.start();
    kube.put(object("v1", "Secret", "hoplint", "hoplint-webhook-ca", Map.of()));
    kube.put(
        object(
            "admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration",
            "",
            NAMES,
            Map.of(
                "webhooks",
                List.of(
                    Map.of(
                        "name",
                        "review.hoplint.dev",
                        "clientConfig",
                        Map.of("service", Map.of("namespace", "hoplint", "name", NAMES)))))));
    for (String name : List.of("hoplint", "shop")) {
      kube.put(object("v1", "Namespace", "", name, Map.of()));
    }
    kube.put(
        object(
            "v1",
            "Service",
            "shop",
            "web",
            Map.of(
                "spec",
                Map.of("selector", Map.of("app", "web"), "ports", List.of(Map.of("port", 80))))));
  }

  @AfterEach
  void end() {
    kube.close();
  }

  private static Map<String, Object> object(
      String version, String kind, String namespace, String name, Map<String, Object> more) {
    Map<String, Object> metadata =
        namespace.isEmpty() ? Map.of("name", name) : Map.of("name", name, "namespace", namespace);
    Map<String, Object> object = new java.util.HashMap<>(more);
    object.putAll(Map.of("apiVersion", version, "kind", kind, "metadata", metadata));
    return object;
  }

  @Test
  void readyOnlyWhenTheClusterIsKnownAndTheFirstVerdictKnowsIt() throws Exception {
    kube.fail(KubeFault.slow(Duration.ofSeconds(2)).on("list", "ingresses").times(1));
    long begin = System.nanoTime();
    try (Webhook webhook = start()) {
      assertThat(get(webhook, "/livez").status()).isEqualTo(200);
      Page first = get(webhook, "/readyz");
      assertThat(first.status()).as(first.text()).isEqualTo(503);
      assertThat(first.text()).contains("[-]cluster: ");
      awaitReady(webhook);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(2));

      try (ApiServerClient client = client(webhook)) {
        UserVerdict verdict = ask(client, ingress(8_080));
        assertThat(verdict.admitted()).isTrue();
        assertThat(verdict.warnings())
            .as("the Service is known, so the wrong port is, too")
            .anySatisfy(line -> assertThat(line).contains("8080"));
        assertThat(ask(client, ingress(80)).warnings())
            .noneSatisfy(line -> assertThat(line).contains("8080"));
      }
    }
  }

  @Test
  void healthSaysWhatHoldsAndWhatDoesNot() throws Exception {
    try (Webhook webhook = start()) {
      awaitReady(webhook);
      assertThat(get(webhook, "/livez")).isEqualTo(new Page(200, "ok\n"));
      assertThat(get(webhook, "/readyz")).isEqualTo(new Page(200, "ok\n"));
      assertThat(get(webhook, "/readyz?verbose").text())
          .contains("[+]shutdown ok\n", "[+]configuration ok\n", "[+]warm-up ok\n", "[+]port ok\n")
          .contains("[+]cluster ok", "[+]certificate ok: good until ", "[+]scan ok")
          .contains(" is off without ")
          .endsWith("readyz check passed\n");
      assertThat(get(webhook, "/other").status()).isEqualTo(404);

      webhook.drain();
      Page draining = get(webhook, "/readyz");
      assertThat(draining.status()).isEqualTo(503);
      assertThat(draining.text()).contains("[-]shutdown: the process is about to end\n");
    }
  }

  /// One kind that fails takes no other along: requests are answered, and it is said what is off.
  @Test
  void aKindThatFailsForEverDoesNotKeepItFromServing() throws Exception {
    kube.fail(KubeFault.answer(500).on("*", "ingressclasses").always());
    try (Webhook webhook = start()) {
      awaitReady(webhook);
      assertThat(get(webhook, "/readyz?verbose").text())
          .contains("[+]cluster ok: IngressClass is not watched: the API server answers 500; ")
          .contains(" is off without IngressClass");
      assertThat(get(webhook, "/metrics").text())
          .contains("hoplint_informer_off{kind=\"IngressClass\"} 1.0")
          .contains("hoplint_informer_off{kind=\"Service\"} 0.0")
          .contains("hoplint_informer_synced{kind=\"IngressClass\"} 0.0");
      try (ApiServerClient client = client(webhook)) {
        assertThat(ask(client, DEPLOYMENT).warnings()).isNotEmpty();
      }
    }
  }

  @Test
  void withoutTheRightToSeeNamespacesItSaysWhatIsNotDenied() throws Exception {
    kube.allow(call -> !call.resource().equals("namespaces"));
    try (Webhook webhook = start()) {
      awaitReady(webhook);
      assertThat(get(webhook, "/readyz?verbose").text())
          .contains(
              "[+]cluster ok: Namespace is not watched: no right to list and watch namespaces")
          .contains("; nothing is denied because of other objects without Namespace");
    }
  }

  @Test
  void livenessDependsOnNothingOutsideTheProcess() throws Exception {
    kube.down();
    try (Webhook webhook = start()) {
      assertThat(get(webhook, "/livez").status()).isEqualTo(200);
      assertThat(get(webhook, "/readyz").status()).isEqualTo(503);
      kube.up();
      awaitReady(webhook);
      kube.down();
      assertThat(get(webhook, "/livez").status()).isEqualTo(200);
      assertThat(get(webhook, "/metrics").status()).isEqualTo(200);
    }
  }

  @Test
  void allMetersArePromisedAndFew() throws Exception {
    try (Webhook webhook = start()) {
      awaitReady(webhook);
      try (ApiServerClient client = client(webhook)) {
        ask(client, ingress(8_080));
        client.call("{}".getBytes(UTF_8));
      }
      await(
          "scanned",
          () ->
              get(webhook, "/metrics")
                  .text()
                  .lines()
                  .anyMatch(line -> line.startsWith("hoplint_scan_last_success_timestamp")));
      String scrape = get(webhook, "/metrics").text();
      Set<String> names =
          scrape
              .lines()
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.replaceAll("[ {].*", ""))
              .collect(Collectors.toSet());
      assertThat(names)
          .contains(
              "hoplint_admission_requests_total",
              "hoplint_admission_duration_seconds_bucket",
              "hoplint_inflight",
              "hoplint_shed_total",
              "hoplint_findings_total",
              "hoplint_undecoded_total",
              "hoplint_informer_synced",
              "hoplint_informer_off",
              "hoplint_informer_cut_objects",
              "hoplint_informer_last_event_age_seconds",
              "hoplint_informer_relists_total",
              "hoplint_snapshot_age_seconds",
              "hoplint_cert_not_after_seconds",
              "hoplint_config_last_reload_success",
              "hoplint_scan_last_success_timestamp",
              "hoplint_build_info")
          // From the start on, so that alerts can tell nothing from none.
          .contains("hoplint_fail_open_total", "hoplint_confirm_get_total");
      assertThat(scrape)
          .contains("hoplint_admission_requests_total{decision=")
          .contains("le=\"5.0E-4\"", "le=\"10.0\"")
          .contains("hoplint_informer_synced{kind=\"Ingress\"} 1.0")
          .doesNotContain("namespace=", "name=\"", "shop");
      assertThat(scrape.lines().filter(line -> !line.startsWith("#")).count())
          .isLessThanOrEqualTo(500);
    }
  }

  @Test
  void withoutTheApiServerFindingsInsideAnObjectStillComeFast() throws Exception {
    try (Webhook webhook = start()) {
      awaitReady(webhook);
      try (ApiServerClient client = client(webhook)) {
        await("warned", () -> !ask(client, ingress(8_080)).warnings().isEmpty());
        kube.down();
        await("not warned", () -> ask(client, ingress(8_080)).warnings().isEmpty());
        long[] took = new long[101];
        for (int i = 0; i < took.length; i++) {
          long begin = System.nanoTime();
          assertThat(ask(client, DEPLOYMENT).warnings())
              .as("its probe names a port that no container has")
              .anySatisfy(line -> assertThat(line).contains("nowhere"));
          took[i] = System.nanoTime() - begin;
        }
        Arrays.sort(took);
        assertThat(Duration.ofNanos(took[took.length / 2])).isLessThan(Duration.ofMillis(50));
      }
    }
  }

  private Webhook start() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            """
            listen: {port: 0, healthPort: 0}
            drain: {delay: 0s, stop: 1s}
            tls:
              self: {namespace: hoplint}
            """);
    ConfigFile config =
        switch (ConfigFile.open(file)) {
          case ConfigFile.Opened.Usable usable -> usable.file();
          case ConfigFile.Opened.Unusable bad -> throw new AssertionError(bad.refused().lines());
        };
    return Webhook.start(
        new ServeOptions(Optional.of(file), false, Optional.empty(), Optional.of(kube.url())),
        config);
  }

  /// Trusts what the webhook has written into its configuration, and nothing else.
  private ApiServerClient client(Webhook webhook) throws CertificateException {
    @SuppressWarnings("unchecked")
    List<Map<String, Map<String, String>>> hooks =
        (List<Map<String, Map<String, String>>>)
            kube.get("validatingwebhookconfigurations", "", NAMES).orElseThrow().get("webhooks");
    byte[] bundle =
        Base64.getDecoder().decode(hooks.getFirst().get("clientConfig").get("caBundle"));
    X509Certificate[] authorities =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(bundle))
            .toArray(X509Certificate[]::new);
    return new ApiServerClient(
        new ApiServerClient.Entry(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), webhook.port()),
            "hoplint-webhook.hoplint.svc",
            "/validate",
            Duration.ofSeconds(10)),
        Trust.in(authorities));
  }

  private static UserVerdict ask(ApiServerClient client, String review) {
    return UserVerdict.of(
        client.call(review.getBytes(UTF_8)), "one", "review.hoplint.dev", FailurePolicy.FAIL);
  }

  private static String ingress(int port) {
    return """
    {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",
     "kind":{"group":"networking.k8s.io","version":"v1","kind":"Ingress"},
     "resource":{"group":"networking.k8s.io","version":"v1","resource":"ingresses"},
     "name":"web","namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},
     "object":{"apiVersion":"networking.k8s.io/v1","kind":"Ingress",
       "metadata":{"name":"web","namespace":"shop"},
       "spec":{"rules":[{"host":"shop.example","http":{"paths":[{"path":"/","pathType":"Prefix",
         "backend":{"service":{"name":"web","port":{"number":%d}}}}]}}]}},
     "oldObject":null,"dryRun":false}}
    """
        .formatted(port);
  }

  private record Page(int status, String text) {}

  private static Page get(Webhook webhook, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://127.0.0.1:" + webhook.healthPort() + path).toURL().openConnection();
    int status = connection.getResponseCode();
    try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Page(status, new String(in.readAllBytes(), UTF_8));
    }
  }

  private static void awaitReady(Webhook webhook) throws Exception {
    await("ready", () -> get(webhook, "/readyz").status() == 200);
  }

  private static void await(String what, Callable<Boolean> condition) {
    Eventually.await(() -> what, Duration.ofMinutes(1), condition);
  }
}
