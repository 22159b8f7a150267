package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import dev.hoplint.yaml.Mapping;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What is answered without asking a rule.
class ShortCircuitTest {
  private static final Mapping INGRESS = Manifests.one(Samples.INGRESS);

  private final CountingRule counting = new CountingRule();
  private final Webhook webhook =
      new Webhook(new TestCluster(), Configs.mode(Mode.ENFORCE_LIVE), List.of(counting));

  private record CountingRule(AtomicInteger runs) implements Rule.OfResource {
    private static final RuleMeta META =
        RuleMeta.of(
            RuleFamily.MANIFEST, "counting", Severity.WARNING, Certainty.CERTAIN, "It counts");

    CountingRule() {
      this(new AtomicInteger());
    }

    @Override
    public RuleMeta meta() {
      return META;
    }

    @Override
    public List<Finding> check(Resource resource, RuleContext context) {
      runs.incrementAndGet();
      return List.of(Finding.in(resource, META, resource.meta().namePlace(), resource.name()));
    }
  }

  @Test
  void aRuleRunsWhereThereIsSomethingToSay() {
    assertThat(webhook.ask(Reviews.create(INGRESS)).warnings())
        .containsExactly("shop (hoplint counting)");
    assertThat(counting.runs()).hasPositiveValue();
  }

  @Test
  void anUpdateOfNothingRelevantRunsNone() {
    Mapping status = Manifests.with(INGRESS, List.of("status"), "loadBalancer", "x");
    Mapping metadata = INGRESS;
    for (String key :
        List.of("resourceVersion", "generation", "managedFields", "finalizers", "uid")) {
      metadata = Manifests.with(metadata, List.of("metadata"), key, "7");
    }
    Mapping written =
        Manifests.with(
            INGRESS,
            List.of("metadata", "annotations"),
            "kubectl.kubernetes.io/last-applied-configuration",
            "{}");
    Mapping revised =
        Manifests.with(
            INGRESS, List.of("metadata", "annotations"), "deployment.kubernetes.io/revision", "2");

    for (Mapping after : List.of(INGRESS, status, metadata, written, revised)) {
      skipped(Reviews.update(INGRESS, after));
    }
    assertThat(webhook.count("hoplint.admission.skipped", "reason", "unchanged")).isEqualTo(5);
  }

  @Test
  void anUpdateOfALabelOrAnAnnotationRunsThem() {
    webhook.ask(
        Reviews.update(INGRESS, Manifests.with(INGRESS, List.of("metadata", "labels"), "a", "b")));
    assertThat(counting.runs()).hasPositiveValue();
  }

  @Test
  void anUnchangedObjectIsAnsweredWithinAFifthOfAMillisecond() {
    Reviews review = Reviews.update(INGRESS, INGRESS);
    byte[] body = review.bytes();
    long[] took = new long[4_000];
    for (int i = 0; i < took.length; i++) {
      long start = System.nanoTime();
      webhook.handler.review(body, java.time.Duration.ofSeconds(1));
      took[i] = System.nanoTime() - start;
    }
    Arrays.sort(took);
    assertThat(took[took.length / 2]).as("median, ns").isLessThan(200_000);
    assertThat(counting.runs()).hasValue(0);
  }

  @Test
  void connectionsSubResourcesAndWhatIsBeingDeletedRunNone() {
    skipped(Reviews.create(INGRESS).field("operation", "\"CONNECT\""));
    skipped(Reviews.create(INGRESS).subResource("status"));
    Mapping leaving = Manifests.with(INGRESS, List.of("metadata"), "deletionTimestamp", "x");
    skipped(Reviews.update(INGRESS, leaving));
    skipped(Reviews.delete(leaving));
  }

  @Test
  void withoutAnyObjectThereIsNothingToJudge() {
    skipped(Reviews.delete(INGRESS).field("oldObject", "null").field("name", "\"\""));
  }

  @Test
  void theNameComesOutOfTheObject() {
    Reviews collection = Reviews.delete(INGRESS).field("name", "\"\"");
    assertThat(webhook.ask(collection).allowed()).isTrue();
    Verified.Answer generated = webhook.ask(Reviews.create(INGRESS).field("name", "\"\""));
    assertThat(generated.warnings()).containsExactly("shop (hoplint counting)");
    Mapping unnamed =
        Manifests.with(
            Manifests.with(INGRESS, List.of("metadata"), "name", null),
            List.of("metadata"),
            "generateName",
            "shop-");
    assertThat(webhook.ask(Reviews.create(unnamed).field("name", "\"\"")).allowed()).isTrue();
  }

  @Test
  void aNamespaceThatIsSwitchedOffRunsNone() {
    Webhook off =
        new Webhook(
            new TestCluster(),
            Configs.namespaces(Mode.WARN, new NamespaceMode(List.of("sh*"), Mode.OFF)),
            List.of(counting));
    assertThat(off.ask(Reviews.create(INGRESS)).warnings()).isEmpty();
    assertThat(counting.runs()).hasValue(0);
    Mapping elsewhere = Manifests.with(INGRESS, List.of("metadata"), "namespace", "other");
    assertThat(off.ask(Reviews.create(elsewhere)).warnings()).hasSize(1);
  }

  @Test
  void anUnreadKindRunsNoneAndIsCounted() {
    Mapping job = Manifests.one("{apiVersion: batch/v1, kind: Job, metadata: {name: a}}");
    Verified.Answer answer = webhook.ask(Reviews.create(job));
    assertThat(answer.auditAnnotations()).containsEntry("undecoded", "kind: Job is not read");
    assertThat(counting.runs()).hasValue(0);
    assertThat(webhook.count("hoplint.undecoded", "reason", "kind")).isEqualTo(1);
  }

  private void skipped(Reviews review) {
    Verified.Answer answer = webhook.ask(review);
    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(counting.runs()).hasValue(0);
  }
}
