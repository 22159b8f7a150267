package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfigReader;
import dev.hoplint.yaml.Mapping;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever takes a Service's last pods away is told, and let.
class BereftTest {
  private static final Mapping DEPLOYMENT = Manifests.one(Samples.DEPLOYMENT);
  private static final String SCALE =
      "{\"kind\":\"Scale\",\"apiVersion\":\"autoscaling/v1\",\"metadata\":{\"name\":\"web\","
          + "\"namespace\":\"shop\"},\"spec\":{%s}}";

  private final Webhook webhook =
      Webhook.over(TestCluster.of(Samples.APPLICATION), Mode.ENFORCE_LIVE);

  @Test
  void otherLabelsLeaveAServiceBehind() {
    Mapping moved = Manifests.one(Samples.DEPLOYMENT.replace("app: web", "app: next"));

    told(webhook.ask(Reviews.update(DEPLOYMENT, moved)));
    assertThat(webhook.ask(Reviews.update(DEPLOYMENT, replicas())).warnings()).isEmpty();
  }

  @Test
  void aDeletionLeavesAServiceBehindUnlessAnotherWorkloadStays() {
    told(webhook.ask(Reviews.delete(DEPLOYMENT)));

    webhook.cluster.put(
        Manifests.one(
            Samples.DEPLOYMENT.replace("metadata: {name: web,", "metadata: {name: other,")));
    assertThat(webhook.ask(Reviews.delete(DEPLOYMENT)).warnings()).isEmpty();
  }

  @Test
  void aServiceThatNoIngressNamesIsNobodysBusiness() {
    webhook.cluster.remove(Manifests.one(Samples.INGRESS));
    assertThat(webhook.ask(Reviews.delete(DEPLOYMENT)).warnings()).isEmpty();
  }

  @Test
  void aPersonWhoScalesToZeroIsTold() {
    Verified.Answer answer = webhook.ask(scale("\"replicas\":2", ""));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .asString()
        .startsWith("Deployment \"web\" is scaled to 0 pods, which leaves Service \"web\"");
    assertThat(webhook.ask(scale("\"replicas\":2", "\"replicas\":1")).warnings()).isEmpty();
    assertThat(webhook.ask(scale("", "")).warnings()).isEmpty();
    assertThat(webhook.ask(scale("\"replicas\":2", "").field("name", "\"api\"")).warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:keda:keda-operator",
        "system:serviceaccount:kube-system:horizontal-pod-autoscaler"
      })
  void aProgramIsNot(String user) {
    assertThat(webhook.ask(scale("\"replicas\":2", "").user(user)).warnings()).isEmpty();
  }

  @Test
  void whoHasSwitchedTheRulesOffIsNot() {
    Webhook silent =
        configured("rules: {service-selects-nothing: off, workload-scaled-to-zero: off}");

    assertThat(silent.ask(Reviews.delete(DEPLOYMENT)).warnings()).isEmpty();
    assertThat(silent.ask(scale("\"replicas\":2", "")).warnings()).isEmpty();
  }

  @Test
  void whoAcceptsItIsNot() {
    String entry = "exceptions: [{rule: '*', object: '%s', reason: known, until: 2026-11-21}]";
    Webhook silent = configured(entry.formatted("Service/shop/web"));
    Webhook told = configured(entry.formatted("Service/shop/other"));

    assertThat(silent.ask(Reviews.delete(DEPLOYMENT)).warnings()).isEmpty();
    assertThat(silent.ask(scale("\"replicas\":2", "")).warnings()).isEmpty();
    told(told.ask(Reviews.delete(DEPLOYMENT)));
    assertThat(told.ask(scale("\"replicas\":2", "")).warnings()).hasSize(1);
  }

  private static Webhook configured(String yaml) {
    WebhookConfigReader.Read read =
        WebhookConfigReader.read(SourceText.of("test", yaml), ConfigFile.vocabulary());
    assertThat(read.problems()).isEmpty();
    return new Webhook(TestCluster.of(Samples.APPLICATION), read.config());
  }

  private static void told(Verified.Answer answer) {
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .singleElement()
        .asString()
        .isEqualTo(
            "this change breaks something else: Service \"web\" selects only Deployment \"web\","
                + " and nothing any more after it (hoplint service-selects-nothing)");
  }

  private static Mapping replicas() {
    return Manifests.with(DEPLOYMENT, List.of("spec"), "replicas", 5);
  }

  private static Reviews scale(String before, String after) {
    return Reviews.update(DEPLOYMENT, DEPLOYMENT)
        .field("kind", "{\"group\":\"autoscaling\",\"version\":\"v1\",\"kind\":\"Scale\"}")
        .subResource("scale")
        .field("object", SCALE.formatted(after))
        .field("oldObject", SCALE.formatted(before));
  }
}
