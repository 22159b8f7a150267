package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Nobody learns names of other namespaces.
class DiscretionTest {
  private static final Mapping INGRESS = Manifests.one(Samples.INGRESS);
  private static final Mapping SECRET =
      Manifests.one(
          Samples.INGRESS.replace(
              "{name: shop, namespace: shop}", "{name: secret-a, namespace: secret-b}"));

  @Test
  void aCollisionIsToldWithoutNames() {
    Verified.Answer answer = ask(Configs.mode(Mode.ENFORCE_LIVE));

    assertThat(answer.warnings()).isNotEmpty();
    assertThat(answer.toString()).doesNotContain("secret");
    assertThat(answer.warnings())
        .anyMatch(
            line -> line.contains("path-defined-twice") && line.contains("Ingress \"shop\": "));
  }

  @Test
  void aCollisionIsToldWithNamesWhereThatIsAskedFor() {
    Verified.Answer answer = ask(Configs.discloseNames(Mode.ENFORCE_LIVE));

    assertThat(answer.warnings()).anyMatch(line -> line.contains("secret-b"));
    assertThat(answer.auditAnnotations().get("findings")).contains("path-defined-twice@Ingress/");
  }

  private static Verified.Answer ask(WebhookConfig config) {
    TestCluster cluster = TestCluster.of(Samples.APPLICATION).put(SECRET).remove(INGRESS);
    return new Webhook(cluster, config).ask(Reviews.create(INGRESS));
  }

  /// Two clusters that differ only in how things are called in another namespace: every answer is
  /// the same, to the byte.
  @Test
  void otherNamespacesMakeNoDifferenceToWhatIsSaid() {
    int foreign = 0;
    for (int seed = 0; seed < Size.of(15, 1_000); seed++) {
      RandomReviews reviews = new RandomReviews(new Random(seed));
      TestCluster one = new TestCluster();
      TestCluster other = new TestCluster();
      for (int i = 0; i < 25; i++) {
        Mapping object = reviews.object();
        one.put(object);
        other.put(renamed(object));
      }
      Webhook first = Webhook.over(one, Mode.ENFORCE_LIVE);
      Webhook second = Webhook.over(other, Mode.ENFORCE_LIVE);
      for (int i = 0; i < 20; i++) {
        Mapping object = reviews.object();
        if (!Manifests.resource(object).namespace().equals("two")) {
          String answer = answer(first, one, object);
          assertThat(answer(second, other, object)).as("seed %d", seed).isEqualTo(answer);
          foreign += answer.contains("other-namespace") ? 1 : 0;
        }
      }
    }
    assertThat(foreign).isPositive();
  }

  private static String answer(Webhook webhook, TestCluster cluster, Mapping object) {
    Reviews review =
        cluster
            .get(object)
            .map(before -> Reviews.update(before, object))
            .orElseGet(() -> Reviews.create(object));
    return webhook.answer(review).body();
  }

  /// Objects of the other namespace have other names, and so has the namespace. What they mean
  /// together stays: a reference follows its object.
  private static Mapping renamed(Mapping object) {
    if (!Manifests.resource(object).namespace().equals("two")) {
      return object;
    }
    String json = Manifests.json(Manifests.with(object, List.of("metadata"), "namespace", "vault"));
    for (String name : List.of("web", "api", "job")) {
      json = json.replace("\"name\":\"" + name + "\"", "\"name\":\"hidden-" + name + "\"");
    }
    // Ports keep their names: those are referred to from elsewhere in the object.
    json = json.replace("\"port\":{\"name\":\"hidden-", "\"port\":{\"name\":\"");
    return Manifests.one(json);
  }
}
