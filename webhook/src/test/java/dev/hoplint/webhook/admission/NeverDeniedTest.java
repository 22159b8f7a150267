package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who and what is let through even where everything may be denied.
class NeverDeniedTest {
  private static final Mapping BAD_PROBE = Manifests.one(Samples.BAD_PROBE);
  private static final Mapping BAD_PORT = Manifests.one(Samples.BAD_PORT);
  private static final TestCluster CLUSTER =
      TestCluster.of(Samples.CLASS + "---\n" + Samples.SERVICE);

  static Stream<Mapping> denied() {
    return Stream.of(BAD_PROBE, BAD_PORT);
  }

  @ParameterizedTest
  @MethodSource("denied")
  void aPersonIsDenied(Mapping object) {
    assertThat(ask(Reviews.create(object)).allowed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:kube-system:deployment-controller",
        "system:serviceaccount:kube-system:generic-garbage-collector",
        "system:serviceaccount:kube-system:namespace-controller",
        "system:kube-controller-manager",
        "system:kube-scheduler",
        "system:node:worker-1"
      })
  void aPartOfKubernetesIsNot(String user) {
    denied()
        .forEach(object -> assertThat(ask(Reviews.create(object).user(user)).allowed()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"system:serviceaccount:shop:deployer", "system:serviceaccount:kube-systemx:a"})
  void anotherServiceAccountIs(String user) {
    assertThat(ask(Reviews.create(BAD_PROBE).user(user)).allowed()).isFalse();
  }

  @Test
  void aDryRunIsDeniedOnlyForWhatTheObjectItselfSays() {
    assertThat(ask(Reviews.create(BAD_PROBE).dryRun()).allowed()).isFalse();
    Verified.Answer other = ask(Reviews.create(BAD_PORT).dryRun());
    assertThat(other.allowed()).isTrue();
    assertThat(other.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("denied")
  void whatIsBeingDeletedIsNot(Mapping object) {
    Mapping leaving =
        Manifests.with(object, List.of("metadata"), "deletionTimestamp", "2026-11-21T08:00:00Z");
    assertThat(ask(Reviews.update(object, leaving)).allowed()).isTrue();
    assertThat(ask(Reviews.create(leaving)).allowed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("denied")
  void aNamespaceThatIsBeingDeletedIsNot(Mapping object) {
    TestCluster leaving =
        TestCluster.of(Samples.CLASS + "---\n" + Samples.SERVICE).terminating("shop");
    assertThat(Webhook.over(leaving, Mode.ENFORCE_LIVE).ask(Reviews.create(object)).allowed())
        .isTrue();
  }

  /// Nobody knows then whether the namespace is being deleted.
  @Test
  void whereNamespacesAreNotSeenOnlyWhatTheObjectItselfSaysIs() {
    Set<String> watched = new HashSet<>(TestCluster.STANDARD);
    watched.remove("Namespace");
    TestCluster partial = new TestCluster(watched);
    Manifests.yaml(Samples.CLASS + "---\n" + Samples.SERVICE).forEach(partial::put);
    Webhook webhook = Webhook.over(partial, Mode.ENFORCE_LIVE);

    Verified.Answer other = webhook.ask(Reviews.create(BAD_PORT));
    assertThat(other.allowed()).isTrue();
    assertThat(other.warnings()).hasSize(1);
    assertThat(other.auditAnnotations())
        .containsEntry("degraded", "local denials only: namespaces are not watched");
    assertThat(partial.reads()).isEmpty();
    assertThat(webhook.ask(Reviews.create(BAD_PROBE)).allowed()).isFalse();
    assertThat(ask(Reviews.create(BAD_PROBE)).auditAnnotations()).doesNotContainKey("degraded");
  }

  @ParameterizedTest
  @MethodSource("denied")
  void whatWasThereBeforeIsNot(Mapping object) {
    Mapping changed = Manifests.with(object, List.of("metadata", "labels"), "team", "x");
    assertThat(ask(Reviews.update(object, changed)).allowed()).isTrue();
  }

  @Test
  void noDeletionIs() {
    Random random = new Random(5);
    RandomReviews reviews = new RandomReviews(random);
    TestCluster cluster = new TestCluster();
    for (int i = 0; i < 25; i++) {
      cluster.put(reviews.object());
    }
    Webhook webhook = Webhook.over(cluster, Mode.ENFORCE_LIVE);
    int warned = 0;
    for (int i = 0; i < Size.of(10, 400); i++) {
      for (Mapping object : cluster.objects()) {
        Verified.Answer answer = webhook.ask(Reviews.delete(object));
        assertThat(answer.allowed()).isTrue();
        warned += answer.warnings().size();
      }
      cluster.put(reviews.object());
    }
    assertThat(warned).isPositive();
  }

  @Test
  void nothingOfAllThisIsDeniedWhereNothingIsEnforced() {
    Random random = new Random(6);
    RandomReviews reviews = new RandomReviews(random);
    TestCluster cluster = new TestCluster();
    for (int i = 0; i < 25; i++) {
      cluster.put(reviews.object());
    }
    Webhook webhook = Webhook.over(cluster, Mode.WARN);
    for (int i = 0; i < Size.of(300, 10_000); i++) {
      assertThat(webhook.ask(reviews.any()).allowed()).isTrue();
    }
  }

  private static Verified.Answer ask(Reviews review) {
    return Webhook.over(CLUSTER, Mode.ENFORCE_LIVE).ask(review);
  }
}
