package dev.hoplint.webhook.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each sort of finding leads to in each mode.
class VerdictTest {
  @ParameterizedTest
  @EnumSource
  void whatIsWrongInTheObjectItselfIsDeniedWhereLocalFindingsAreEnforced(Mode mode) {
    Verified.Answer answer =
        Webhook.over(new TestCluster(), mode).ask(Reviews.create(Manifests.one(Samples.BAD_PROBE)));

    assertThat(answer.allowed()).isEqualTo(mode == Mode.OFF || mode == Mode.WARN);
    if (mode == Mode.WARN) {
      assertThat(answer.warnings())
          .hasSize(1)
          .allMatch(line -> line.endsWith("(hoplint readiness-probe-port-missing)"));
    }
    if (!answer.allowed()) {
      assertThat(answer.code()).isEqualTo(403);
      assertThat(answer.reason()).isEqualTo("Forbidden");
      assertThat(answer.message())
          .startsWith(".spec.template.spec.containers[0].readinessProbe.httpGet.port: ")
          .contains("readiness-probe-port-missing");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aContradictionToWhatExistsIsDeniedOnlyWhereLiveFindingsAreEnforced(Mode mode) {
    Webhook webhook = Webhook.over(TestCluster.of(Samples.SERVICE + "---\n" + Samples.CLASS), mode);

    Verified.Answer answer = webhook.ask(Reviews.create(Manifests.one(Samples.BAD_PORT)));

    assertThat(answer.allowed()).isEqualTo(mode != Mode.ENFORCE_LIVE);
    assertThat(answer.warnings()).hasSize(mode == Mode.WARN || mode == Mode.ENFORCE_LOCAL ? 1 : 0);
    assertThat(webhook.cluster.reads()).hasSize(mode == Mode.ENFORCE_LIVE ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void aMissingServiceIsNotFoundYetAndNeverDenied(Mode mode) {
    Verified.Answer answer =
        Webhook.over(TestCluster.of(Samples.CLASS), mode)
            .ask(Reviews.create(Manifests.one(Samples.INGRESS)));

    assertThat(answer.allowed()).isTrue();
    if (mode != Mode.OFF) {
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .startsWith("not found yet: Ingress \"shop\" sends requests to Service \"web\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsLikelyToSettleIsLeftToTheScan(Mode mode) {
    Webhook webhook = Webhook.over(new TestCluster(), mode);

    assertThat(webhook.ask(Reviews.create(Manifests.one(Samples.SERVICE))).warnings()).isEmpty();
    webhook.cluster.put(Manifests.one(Samples.SERVICE));
    Verified.Answer ingress = webhook.ask(Reviews.create(Manifests.one(Samples.INGRESS)));
    assertThat(ingress.allowed()).isTrue();
    assertThat(ingress.warnings()).isEmpty();
    if (mode != Mode.OFF) {
      assertThat(ingress.auditAnnotations().get("findings"))
          .contains("ingress-class-unknown@Ingress/shop/shop#");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAChangeBreaksElsewhereIsToldAndNotDenied(Mode mode) {
    Webhook webhook = Webhook.over(TestCluster.of(Samples.APPLICATION), mode);

    Verified.Answer answer =
        webhook.ask(
            Reviews.update(
                Manifests.one(Samples.SERVICE),
                Manifests.one(Samples.SERVICE.replace("port: 80", "port: 8080"))));

    assertThat(answer.allowed()).isTrue();
    if (mode != Mode.OFF) {
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .startsWith("this change breaks something else: Ingress \"shop\"");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDeletionIsNeverDeniedButNamesItsDependants(Mode mode) {
    Webhook webhook = Webhook.over(TestCluster.of(Samples.APPLICATION), mode);

    Verified.Answer answer = webhook.ask(Reviews.delete(Manifests.one(Samples.SERVICE)));

    assertThat(answer.allowed()).isTrue();
    if (mode != Mode.OFF) {
      assertThat(answer.warnings())
          .singleElement()
          .asString()
          .startsWith("this change breaks something else: Ingress \"shop\"");
    }
  }

  @Test
  void whatWasWrongBeforeIsNotToldUnlessAskedFor() {
    Reviews review =
        Reviews.update(
            Manifests.one(Samples.BAD_PROBE),
            Manifests.one(Samples.BAD_PROBE.replace("web:1", "web:2")));
    TestCluster cluster = TestCluster.of(Samples.BAD_PROBE);

    Verified.Answer silent = Webhook.over(cluster, Mode.ENFORCE_LIVE).ask(review);
    Verified.Answer told =
        new Webhook(cluster, Configs.warnExisting(Mode.ENFORCE_LIVE)).ask(review);

    assertThat(silent.allowed()).isTrue();
    assertThat(silent.warnings()).isEmpty();
    assertThat(told.allowed()).isTrue();
    assertThat(told.warnings()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whatAChangeBreaksIsDeniedOnlyWhereARuleIsToldTo(Mode mode) {
    WebhookConfig config =
        Configs.engine(
            mode, Config.DEFAULT.withOption("backend-port-not-on-service", "deny", "true"));
    Mapping changed = Manifests.one(Samples.SERVICE.replace("port: 80", "port: 8080"));
    Mapping known =
        Manifests.with(changed, List.of("metadata", "annotations"), Judge.ACKNOWLEDGE, "we know");
    Webhook webhook = new Webhook(TestCluster.of(Samples.APPLICATION), config);
    Mapping service = Manifests.one(Samples.SERVICE);

    assertThat(webhook.ask(Reviews.update(service, changed)).allowed())
        .isEqualTo(mode != Mode.ENFORCE_LIVE);
    assertThat(webhook.ask(Reviews.update(service, known)).allowed()).isTrue();
    assertThat(webhook.ask(Reviews.delete(service)).allowed()).isTrue();
  }

  @Test
  void theSampleReviewIsAnsweredAsTheReadmeSays() {
    String sample = Files.read(Files.path("testdata/webhook/deployment-review.json"));

    AdmissionAnswer answer =
        Webhook.over(new TestCluster(), Mode.WARN)
            .handler
            .review(sample.getBytes(UTF_8), Duration.ofSeconds(5));

    assertThat(answer.body())
        .contains("\"allowed\":true", "(hoplint readiness-probe-port-missing)");
  }
}
