package dev.hoplint.webhook.admission;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterAccess;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.ClusterWatch;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.RulesInSight;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.cluster.WatchTimes;
import dev.hoplint.cluster.WatchedKinds;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeCall;
import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.Assumptions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A review changes nothing: not the cluster, and nothing here that a later answer depends on.
class NoTraceTest {
  /// The room may know what can only read: a snapshot, and single reads.
  @Test
  void nothingThatWritesIsReachable() {
    JavaClasses room =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages("dev.hoplint.webhook.admission");
    assertThat(room).isNotEmpty();

    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.fabric8..",
                "java.net..",
                "java.net.http..",
                "java.nio.file..",
                "dev.hoplint.webhook.scan..",
                "dev.hoplint.webhook.tls..",
                "dev.hoplint.webhook.server.."))
        .check(room);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.hoplint.cluster..")
                .and(
                    com.tngtech.archunit.base.DescribedPredicate.not(
                        belongToAnyOf(
                            ClusterState.class,
                            LiveObjects.class,
                            Snapshot.class,
                            RulesInSight.class))))
        .check(room);
  }

  @Test
  void aReviewLeavesNoTrace() {
    RandomReviews reviews = new RandomReviews(new Random(11));
    try (FakeKube kube = FakeKube.start().bookmarkEvery(Duration.ofMillis(200))) {
      for (int i = 0; i < 25; i++) {
        kube.put(Manifests.json(reviews.object()));
      }
      WebhookConfig config = Configs.mode(Mode.ENFORCE_LIVE);
      try (ClusterWatch watch =
          ClusterWatch.start(
              ClusterAccess.at(kube.url()),
              WatchedKinds.standard(),
              Assumptions.NONE,
              WatchTimes.standard(),
              Clock.systemUTC())) {
        awaitFresh(watch);
        AdmissionHandler handler =
            new AdmissionHandler(
                () -> config,
                BuiltInRules.all(),
                watch,
                watch.liveReads(1_000_000),
                new SimpleMeterRegistry(),
                TestClock.at(TestCluster.MOMENT),
                Webhook.VERSION);
        long before = kube.resourceVersion();
        kube.forgetCalls();
        for (int i = 0; i < Size.of(200, 10_000); i++) {
          Reviews review = reviews.any();
          AdmissionAnswer answer = handler.review(review.bytes(), Duration.ofSeconds(20));
          assertThat(ReviewVerification.verify(review.uid(), answer.status(), answer.body()))
              .isInstanceOf(Verified.Answer.class);
        }
        assertThat(kube.calls()).allMatch(KubeCall::isRead);
        assertThat(kube.calls("get", "*")).isNotEmpty();
        assertThat(kube.resourceVersion()).isEqualTo(before);
      }
    }
  }

  static void awaitFresh(ClusterWatch watch) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!watch.snapshot().isFresh()) {
      assertThat(System.nanoTime()).as("the watch is fresh in time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
