package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where the watches are not to be trusted, only the object itself is judged.
class StaleClusterTest {
  private static final String WHY = "no event of Service for 90 s";

  @Test
  void onlyWhatTheObjectItselfSaysIsDenied() {
    TestCluster cluster = TestCluster.of(Samples.CLASS + "---\n" + Samples.SERVICE).stale(WHY);
    Webhook webhook = Webhook.over(cluster, Mode.ENFORCE_LIVE);

    Verified.Answer other = webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PORT)));
    Verified.Answer local = webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE)));

    assertThat(other.allowed()).isTrue();
    assertThat(other.warnings()).isEmpty();
    assertThat(local.allowed()).isFalse();
    assertThat(other.auditAnnotations()).containsEntry("degraded", "local rules only: " + WHY);
    assertThat(webhook.count("hoplint.admission.degraded")).isEqualTo(2);
    assertThat(cluster.reads()).isEmpty();
  }

  @Test
  void theSameHoldsWhereNobodyWatches() {
    Webhook webhook = Webhook.over(new TestCluster(), Mode.ENFORCE_LIVE);
    webhook.cluster.stale(ClusterState.unwatched().snapshot().stale().orElseThrow());

    assertThat(webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE))).allowed()).isFalse();
    assertThat(webhook.ask(Reviews.create(Manifests.one(Samples.INGRESS))).warnings()).isEmpty();
  }

  @Test
  void whereNothingWasEverSeenTheAuditLogNamesNoMoment() {
    Webhook nowhere = Webhook.over(new TestCluster(), Mode.WARN);

    Verified.Answer answer = nowhere.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE)));

    assertThat(answer.auditAnnotations()).containsEntry("snapshot", "none");
  }

  /// The cluster moves on behind the watch: whatever it holds by now, the answers are the same.
  @Test
  void whatAStaleWatchShowsMakesNoDifference() {
    for (int seed = 0; seed < Size.of(10, 1_000); seed++) {
      RandomReviews reviews = new RandomReviews(new Random(seed));
      TestCluster crowded = new TestCluster();
      for (int i = 0; i < 20; i++) {
        crowded.put(reviews.object());
      }
      Webhook one = Webhook.over(crowded.stale(WHY), Mode.ENFORCE_LIVE);
      Webhook empty = Webhook.over(new TestCluster().stale(WHY), Mode.ENFORCE_LIVE);
      for (int i = 0; i < 20; i++) {
        Mapping object = reviews.object();
        Verified.Answer answer = one.ask(Reviews.create(object));
        Verified.Answer expected = empty.ask(Reviews.create(object));
        assertThat(answer.allowed()).isEqualTo(expected.allowed());
        assertThat(answer.warnings()).isEqualTo(expected.warnings());
        assertThat(answer.message()).isEqualTo(expected.message());
      }
    }
  }
}
