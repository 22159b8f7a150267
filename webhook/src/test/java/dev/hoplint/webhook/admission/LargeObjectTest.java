package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import org.junit.jupiter.api.Test;

class LargeObjectTest {
  private final Webhook webhook = Webhook.over(TestCluster.of(Samples.CLASS), Mode.ENFORCE_LIVE);

  @Test
  void anObjectWithThousandsOfFindingsGetsTenLines() {
    Verified.Answer answer = webhook.ask(Reviews.create(ingress(2_000)));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings())
        .hasSizeBetween(5, 10)
        .last()
        .asString()
        .endsWith("more findings, see `hoplint lint`");
    assertThat(answer.auditAnnotations().get("findings")).hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void thousandsOfContradictionsCostOneReadAndAreDeniedTogether() {
    webhook.cluster.put(Manifests.one(Samples.SERVICE));
    String json =
        Manifests.json(ingress(2_000)).replaceAll("\"name\":\"s\\d+\"", "\"name\":\"web\"");
    Mapping bad = Manifests.one(json.replace("\"number\":80", "\"number\":81"));

    Verified.Answer answer = webhook.ask(Reviews.create(bad));

    assertThat(answer.allowed()).isFalse();
    assertThat(answer.message()).endsWith("; and 90 more, see `hoplint lint`");
    assertThat(webhook.cluster.reads()).hasSize(1);
  }

  @Test
  void anIngressOfMoreThanTwentyThousandPathsIsNotLookedAt() {
    Verified.Answer answer = webhook.ask(Reviews.create(ingress(20_001)));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.auditAnnotations())
        .containsEntry("undecoded", "object: more than 20000 paths");
  }

  private static Mapping ingress(int paths) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < paths; i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"path\":\"/p")
          .append(i)
          .append("\",\"pathType\":\"Prefix\",\"backend\":{\"service\":{\"name\":\"s")
          .append(i)
          .append("\",\"port\":{\"number\":80}}}}");
    }
    String json = Manifests.json(Manifests.one(Samples.INGRESS));
    int start = json.indexOf("\"paths\":") + "\"paths\":".length();
    return Manifests.one(
        json.substring(0, start) + text + "]" + json.substring(json.indexOf(']', start) + 1));
  }
}
