package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
  private static final String RULE = "readiness-probe-port-missing";
  private static final Mapping BAD_PROBE = Manifests.one(Samples.BAD_PROBE);

  @Test
  void anEntrySilencesWhatItNames() {
    Webhook webhook = webhook(entry("readiness-*", "Deployment/shop/w*", Optional.empty()));

    Verified.Answer answer = webhook.ask(Reviews.create(BAD_PROBE));

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).isEmpty();
    assertThat(answer.auditAnnotations().get("exceptions"))
        .startsWith(RULE + "@Deployment/shop/web#");
    assertThat(webhook.count("hoplint.exceptions.applied", "rule", RULE)).isEqualTo(1);
  }

  @Test
  void anEntryForSomethingElseDoesNot() {
    for (ExceptionEntry other :
        List.of(
            entry("prestop-*", "Deployment/shop/web", Optional.empty()),
            entry("*", "Deployment/other/web", Optional.empty()),
            entry("*", "StatefulSet/shop/web", Optional.empty()))) {
      Webhook webhook = webhook(other);
      assertThat(webhook.ask(Reviews.create(BAD_PROBE)).allowed()).isFalse();
      assertThat(webhook.count("hoplint.exceptions.applied")).isZero();
    }
  }

  @Test
  void anEntryEndsWithItsLastDay() {
    Webhook webhook = webhook(entry("*", "*", Optional.of(LocalDate.of(2026, 11, 21))));

    assertThat(webhook.ask(Reviews.create(BAD_PROBE)).allowed()).isTrue();
    webhook.clock.advance(Duration.ofHours(15).plusMinutes(59));
    assertThat(webhook.ask(Reviews.create(BAD_PROBE)).allowed()).isTrue();
    webhook.clock.advance(Duration.ofMinutes(1));
    assertThat(webhook.ask(Reviews.create(BAD_PROBE)).allowed()).isFalse();
  }

  @Test
  void anAnnotationCountsOnlyWhereItMayAndSaysWhy() {
    assertThat(ask(Configs.mode(Mode.ENFORCE_LOCAL), "we know").allowed()).isFalse();
    assertThat(ask(Configs.mayAllow(Mode.ENFORCE_LOCAL), "we know").allowed()).isTrue();
    assertThat(ask(Configs.mayAllow(Mode.ENFORCE_LOCAL), " ").allowed()).isFalse();
  }

  private static Verified.Answer ask(WebhookConfig config, String reason) {
    Mapping annotated =
        Manifests.with(
            BAD_PROBE, List.of("metadata", "annotations"), "hoplint.dev/allow." + RULE, reason);
    return new Webhook(new TestCluster(), config).ask(Reviews.create(annotated));
  }

  private static ExceptionEntry entry(String rule, String object, Optional<LocalDate> until) {
    return new ExceptionEntry(rule, object, "because", until);
  }

  private static Webhook webhook(ExceptionEntry entry) {
    return new Webhook(new TestCluster(), Configs.exceptions(Mode.ENFORCE_LOCAL, entry));
  }
}
