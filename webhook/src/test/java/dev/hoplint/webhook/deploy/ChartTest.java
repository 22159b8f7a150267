package dev.hoplint.webhook.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.SelfManaged;
import dev.hoplint.webhook.config.WebhookConfigReader;
import dev.hoplint.webhook.deploy.Rendered.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the committed renderings ask of a cluster. That they are what helm and kustomize render is
/// checked by `.ci/deploy-test`.
class ChartTest {
  static Stream<String> renderings() {
    return Rendered.RENDERINGS.stream();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void replicasAreNeverAllGone(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    Manifest deployment = manifests.the("Deployment");

    assertThat((Long) deployment.at("spec.replicas")).isGreaterThanOrEqualTo(2);
    assertThat(deployment.at("spec.strategy.rollingUpdate.maxUnavailable")).isEqualTo(0L);
    assertThat(deployment.at("spec.strategy.rollingUpdate.maxSurge")).isEqualTo(1L);
    assertThat(deployment.at("spec.template.spec.terminationGracePeriodSeconds")).isEqualTo(60L);
    assertThat(deployment.maps("spec.template.spec.topologySpreadConstraints"))
        .extracting(one -> one.get("topologyKey"))
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");

    Manifest budget = manifests.the("PodDisruptionBudget");
    assertThat(budget.at("spec.minAvailable")).isEqualTo(1L);
    for (String selector :
        List.of(budget.text("spec.selector.matchLabels"), selector(manifests.the("Service")))) {
      assertThat(selector).isEqualTo(deployment.text("spec.selector.matchLabels"));
    }
    // Serving needs no leader: the Lease is for what the scan writes.
    assertThat(manifests.of("Lease")).isEmpty();
  }

  private static String selector(Manifest service) {
    return service.text("spec.selector");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void portsProbesAndServiceMeet(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    Manifest deployment = manifests.the("Deployment");
    String container = "spec.template.spec.containers.0.";
    for (String probe : List.of("startupProbe", "livenessProbe")) {
      assertThat(deployment.text(container + probe + ".httpGet"))
          .isEqualTo("{path=/livez, port=health}");
    }
    assertThat(deployment.text(container + "readinessProbe.httpGet"))
        .isEqualTo("{path=/readyz, port=health}");

    WebhookConfig.Listen listen = config(manifests).listen();
    assertThat(deployment.maps(container + "ports"))
        .extracting(one -> one.get("name") + " " + one.get("containerPort"))
        .containsExactly("https " + listen.port(), "health " + listen.healthPort());
    assertThat(manifests.the("Service").maps("spec.ports"))
        .extracting(one -> one.get("name") + " " + one.get("port") + " " + one.get("targetPort"))
        .containsExactly("https 443 https", "metrics 8080 health");
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theHeapLeavesRoomForTheRest(String rendering) {
    Manifest deployment = Rendered.rendering(rendering).the("Deployment");
    String container = "spec.template.spec.containers.0.";
    String options =
        Rendered.text(Rendered.DEPLOY.resolve("jvm-defaults"))
            + deployment.text(container + "env.0.value");
    Matcher share = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)").matcher(options);
    long percentage =
        share
            .results()
            .mapToLong(one -> Long.parseLong(one.group(1)))
            .reduce((_, last) -> last)
            .orElseThrow();
    long limit =
        Long.parseLong(deployment.text(container + "resources.limits.memory").replace("Mi", ""));

    assertThat(limit - limit * percentage / 100).isBetween(195L, 205L);
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void podsAreRestricted(String rendering) {
    Manifest deployment = Rendered.rendering(rendering).the("Deployment");
    String pod = "spec.template.spec.";
    assertThat(deployment.text(pod + "securityContext"))
        .isEqualTo(
            "{fsGroup=65532, runAsGroup=65532, runAsNonRoot=true, runAsUser=65532,"
                + " seccompProfile={type=RuntimeDefault}}");
    assertThat(deployment.text(pod + "containers.0.securityContext"))
        .isEqualTo(
            "{allowPrivilegeEscalation=false, capabilities={drop=[ALL]}, privileged=false,"
                + " readOnlyRootFilesystem=true}");
    assertThat(deployment.maps(pod + "containers")).hasSize(1);
    assertThat(deployment.at(pod + "containers.0.command")).as("the image's entry point").isNull();
    assertThat(deployment.text(pod + "containers.0.resources.limits"))
        .contains("memory")
        .doesNotContain("cpu");
    assertThat(deployment.maps(pod + "containers.0.volumeMounts"))
        .filteredOn(one -> !one.get("name").equals("tmp"))
        .allMatch(one -> Boolean.TRUE.equals(one.get("readOnly")));
    assertThat(deployment.maps(pod + "volumes"))
        .filteredOn(one -> one.containsKey("emptyDir"))
        .singleElement()
        .satisfies(one -> assertThat(one.get("emptyDir")).hasToString("{sizeLimit=64Mi}"));
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theClusterGoesOnWithoutAnAnswer(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    Manifest configuration = manifests.the("ValidatingWebhookConfiguration");
    Manifest service = manifests.the("Service");
    List<Map<String, Object>> webhooks = configuration.maps("webhooks");

    assertThat(webhooks)
        .extracting(one -> one.get("name"))
        .isEqualTo(
            rendering.equals("minimal")
                ? List.of("review.hoplint.dev")
                : List.of("review.hoplint.dev", "delete.hoplint.dev", "scale.hoplint.dev"));
    for (Map<String, Object> one : webhooks) {
      Manifest webhook = new Manifest(one);
      assertThat(webhook.text("failurePolicy")).isEqualTo("Ignore");
      assertThat(webhook.text("sideEffects")).isEqualTo("None");
      assertThat(webhook.text("matchPolicy")).isEqualTo("Equivalent");
      assertThat(webhook.text("admissionReviewVersions")).isEqualTo("[v1]");
      assertThat(webhook.at("timeoutSeconds"))
          .isEqualTo(one.get("name").equals("review.hoplint.dev") ? 3L : 2L);
      assertThat(webhook.text("clientConfig.service"))
          .isEqualTo(
              "{name=%s, namespace=%s, path=/validate, port=443}"
                  .formatted(service.name(), service.text("metadata.namespace")));
      assertThat(webhook.text("namespaceSelector.matchExpressions.0"))
          .contains("key=kubernetes.io/metadata.name, operator=NotIn", "kube-system", "hoplint");
      assertThat(webhook.maps("matchConditions"))
          .extracting(condition -> condition.get("name"))
          .contains("not-the-control-plane", "not-being-deleted");
    }
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void reviewsAreAskedForWhatIsWatched(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    Set<String> watched = new TreeSet<>();
    for (Map<String, Object> rule : RbacTest.role(manifests, "ClusterRole", "").maps("rules")) {
      if (rule.get("verbs").equals(List.of("get", "list", "watch"))) {
        watched.addAll(strings(rule, "resources"));
      }
    }
    watched.removeAll(Set.of("namespaces", "endpointslices"));

    Manifest configuration = manifests.the("ValidatingWebhookConfiguration");
    assertThat(resources(configuration, 0)).isEqualTo(watched);
    if (!rendering.equals("minimal")) {
      assertThat(resources(configuration, 1)).isSubsetOf(watched);
      assertThat(resources(configuration, 2))
          .containsExactly("deployments/scale", "statefulsets/scale");
    }
  }

  private static Set<String> resources(Manifest configuration, int webhook) {
    Set<String> resources = new TreeSet<>();
    configuration
        .maps("webhooks." + webhook + ".rules")
        .forEach(rule -> resources.addAll(strings(rule, "resources")));
    return resources;
  }

  private static List<String> strings(Map<String, Object> map, String key) {
    return ((List<?>) map.get(key)).stream().map(String::valueOf).toList();
  }

  @ParameterizedTest
  @MethodSource("renderings")
  void theConfigurationIsAcceptedAndNamesTheObjects(String rendering) {
    Rendered manifests = Rendered.rendering(rendering);
    WebhookConfig config = config(manifests);
    if (config.tls().source() == WebhookConfig.Tls.Source.SELF) {
      assertThat(config.tls().self())
          .isEqualTo(
              new SelfManaged(
                  Optional.of("hoplint"),
                  manifests.the("Service").name(),
                  manifests.the("Secret").name(),
                  manifests.the("ValidatingWebhookConfiguration").name()));
      assertThat(manifests.the("Secret").at("data")).as("filled by the webhook").isNull();
    } else {
      assertThat(manifests.of("Secret")).isEmpty();
      Manifest deployment = manifests.the("Deployment");
      List<String> mounted = new ArrayList<>();
      deployment
          .maps("spec.template.spec.containers.0.volumeMounts")
          .forEach(one -> mounted.add(String.valueOf(one.get("mountPath"))));
      assertThat(mounted)
          .contains(config.tls().certificate().orElseThrow().getParent().toString())
          .contains(config.tls().key().orElseThrow().getParent().toString());
    }
  }

  @Test
  void whatHelmTakesForFalseIsOff() {
    WebhookConfig config = config(Rendered.rendering("everything"));
    assertThat(config.namespaces().getLast().mode()).isEqualTo(WebhookConfig.Mode.OFF);
    assertThat(config.engine().rules().keySet()).contains("prestop-missing", "prestop-too-short");
  }

  private static WebhookConfig config(Rendered manifests) {
    Manifest map = manifests.the("ConfigMap");
    @SuppressWarnings("unchecked")
    String text = ((Map<String, String>) map.at("data")).get("config.yaml");
    WebhookConfigReader.Read read =
        WebhookConfigReader.read(SourceText.of("config.yaml", text), ConfigFile.vocabulary());
    assertThat(read.problems()).isEmpty();
    return read.config();
  }

  @Test
  void networksAreClosed() {
    Manifest policy = Rendered.rendering("default").the("NetworkPolicy");
    assertThat(policy.text("spec.policyTypes")).isEqualTo("[Ingress, Egress]");
    assertThat(policy.text("spec.ingress.0")).isEqualTo("{ports=[{port=https, protocol=TCP}]}");
    assertThat(policy.text("spec.ingress.1.from"))
        .isEqualTo("[{namespaceSelector={matchLabels={kubernetes.io/metadata.name=monitoring}}}]");
    assertThat(policy.text("spec.egress.0.ports"))
        .isEqualTo("[{port=443, protocol=TCP}, {port=6443, protocol=TCP}]");
    assertThat(policy.text("spec.egress.1.ports"))
        .isEqualTo("[{port=53, protocol=UDP}, {port=53, protocol=TCP}]");

    Manifest known = Rendered.rendering("everything").the("NetworkPolicy");
    assertThat(known.text("spec.ingress.0.from")).isEqualTo("[{ipBlock={cidr=10.0.0.0/28}}]");
    assertThat(known.text("spec.egress.0.to")).isEqualTo("[{ipBlock={cidr=10.0.0.0/28}}]");
    for (String without : List.of("minimal", "host-network")) {
      assertThat(Rendered.rendering(without).of("NetworkPolicy")).isEmpty();
    }
  }

  @Test
  void certificatesOfCertManagerReachBothSides() {
    Rendered manifests = Rendered.rendering("cert-manager");
    Manifest certificate = manifests.the("Certificate");
    assertThat(certificate.text("spec.dnsNames")).isEqualTo("[hoplint-webhook.hoplint.svc]");
    assertThat(certificate.text("spec.issuerRef")).isEqualTo("{kind=ClusterIssuer, name=internal}");
    assertThat(manifests.the("Deployment").text("spec.template.spec.volumes"))
        .contains("secretName=" + certificate.text("spec.secretName"));
    Manifest configuration = manifests.the("ValidatingWebhookConfiguration");
    assertThat(configuration.text("metadata.annotations"))
        .isEqualTo("{cert-manager.io/inject-ca-from=hoplint/" + certificate.name() + "}");
  }

  @Test
  void theNamespaceOfTheBaseIsRestricted() {
    assertThat(Rendered.rendering("base").the("Namespace").text("metadata.labels"))
        .contains("pod-security.kubernetes.io/enforce=restricted");
  }

  @Test
  void oneCommandSwitchesItOff() {
    String command = "kubectl delete validatingwebhookconfiguration ";
    assertThat(Rendered.text(Rendered.DEPLOY.resolve("chart/templates/NOTES.txt")))
        .contains(command + "{{ include \"hoplint.name\" . }}");
    String name = Rendered.rendering("default").the("ValidatingWebhookConfiguration").name();
    assertThat(Rendered.text(Rendered.DEPLOY.resolve("chart/README.md"))).contains(command + name);
    assertThat(Rendered.text(Rendered.DEPLOY.resolve("README.md"))).contains(command + name);
  }

  @Test
  void everyValueIsDescribed() {
    Manifest values = Rendered.read(Rendered.DEPLOY.resolve("chart/values.yaml")).all().getFirst();
    String readme = Rendered.text(Rendered.DEPLOY.resolve("chart/README.md"));
    Set<String> described = new TreeSet<>();
    readme
        .lines()
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> described.add(line.substring(3, line.indexOf('`', 3))));
    assertThat(described).allMatch(path -> values.at(path) != null);
    assertThat(leaves("", values.object()))
        .allMatch(
            path ->
                described.contains(path)
                    || described.stream().anyMatch(one -> path.startsWith(one + ".")));
  }

  private static List<String> leaves(String above, Map<?, ?> map) {
    List<String> leaves = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> below && !below.isEmpty()) {
            leaves.addAll(leaves(above + key + ".", below));
          } else {
            leaves.add(above + key);
          }
        });
    return leaves;
  }
}
