package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FaultProxy;
import dev.hoplint.harness.WebhookProcess;
import dev.hoplint.webhook.deploy.Rendered;
import dev.hoplint.webhook.endtoend.Kubectl.Result;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// An installation without any change: the kustomize base, brought by the real kubectl; the webhook
/// with its service account's rights, which makes its own certificate and tells the API server whom
/// to trust; and the API server, which finds it by its Service. What is left to the tests is to run
/// the pod and to be kube-proxy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShippedManifestsTest {
  private static final String STRICT = "namespaces: [{match: [strict], mode: enforce-local}]\n";

  private RealCluster cluster;
  private Kubectl kubectl;
  private WebhookProcess webhook;
  private FaultProxy service;

  @BeforeAll
  void install(@TempDir Path folder) {
    Optional<Path> program = Tools.find("kubectl");
    assumeTrue(program.isPresent(), "no kubectl, neither in target/tools/bin nor in the path");
    cluster = RealCluster.start(folder);
    kubectl =
        new Kubectl(program.orElseThrow(), cluster.administrator(folder, cluster.url()), folder);

    Result installed =
        kubectl.run(
            "",
            "apply",
            "--server-side",
            "--kustomize",
            Rendered.DEPLOY.resolve("base").toString());
    assertThat(installed.code()).as(installed.errors()).isZero();
    // The API server's own admission warns of pods that are not restricted.
    assertThat(installed.errors()).isEmpty();

    Map<String, Object> shipped =
        Yaml.objects(Rendered.DEPLOY.resolve("base/configmap.yaml")).getFirst();
    webhook =
        WebhookProcess.start(
            new WebhookProcess.Settings(
                folder,
                Yaml.lines(Yaml.configuration(shipped)) + STRICT,
                cluster.webhook(folder, "hoplint-webhook"),
                WebhookProcess.POD_MEBIBYTES,
                Optional.empty()));
    service = service(webhook.address().getPort());
    for (String namespace : List.of("strict", "quiet")) {
      cluster.put(RealCluster.namespace(namespace, Map.of()));
    }
    Eventually.await(
        "the entries are known",
        () -> apply("shop", "--dry-run=server").errors().contains("backend-service-missing"));
  }

  /// The address that the API server gave the Service.
  private FaultProxy service(int port) {
    Result address =
        kubectl.run(
            "",
            "get",
            "service",
            "hoplint-webhook",
            "--namespace=hoplint",
            "--output=jsonpath={.spec.clusterIP}");
    try {
      return FaultProxy.at(new InetSocketAddress(address.output(), 443), port);
    } catch (UncheckedIOException refused) {
      assumeTrue(false, "port 443 takes more rights: " + refused.getMessage());
      throw refused;
    }
  }

  @AfterAll
  void stop() {
    for (AutoCloseable part : new AutoCloseable[] {service, webhook, cluster}) {
      if (part != null) {
        try {
          part.close();
        } catch (Exception failed) {
          throw new AssertionError(failed);
        }
      }
    }
  }

  private Result apply(String namespace, String... options) {
    String[] arguments = new String[options.length + 3];
    arguments[0] = "apply";
    arguments[1] = "--filename";
    arguments[2] = "-";
    System.arraycopy(options, 0, arguments, 3, options.length);
    return kubectl.run(INGRESS.replace("{namespace}", namespace), arguments);
  }

  @Test
  @Order(1)
  void aUserReadsWhatWillFail() {
    Result applied = apply("shop");
    assertThat(applied.code()).isZero();
    assertThat(applied.output()).isEqualTo("ingress.networking.k8s.io/shop created\n");
    assertThat(applied.errors().lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).matches("Warning: .* \\(hoplint [a-z-]+\\)"))
        .anySatisfy(line -> assertThat(line).contains("nowhere", "backend-service-missing"))
        .anySatisfy(line -> assertThat(line).contains("timeout-ignored"));
  }

  @Test
  @Order(2)
  void aUserIsToldWhyItIsDenied() {
    Result denied = apply("strict");
    assertThat(denied.code()).isEqualTo(1);
    assertThat(denied.output()).isEmpty();
    assertThat(denied.errors())
        .contains(
            "admission webhook \"review.hoplint.dev\" denied the request: ", "timeout-ignored");
  }

  @Test
  @Order(3)
  void oneCommandSwitchesItOff() {
    Result deleted = kubectl.run("", "delete", "validatingwebhookconfiguration", "hoplint-webhook");
    assertThat(deleted.code()).as(deleted.errors()).isZero();
    Eventually.await("switched off", () -> apply("quiet", "--dry-run=server").errors().isEmpty());
    assertThat(apply("strict").code()).isZero();
  }

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: {namespace}
        annotations: {nginx.ingress.kubernetes.io/proxy-read-timeout: 120s}
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.{namespace}.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: nowhere, port: {number: 80}}}
      ---
      """;
}
