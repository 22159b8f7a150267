package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.LiveObjects.Answer;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A denial because of other objects is confirmed by live reads, or it is none.
class ConfirmationTest {
  private static final Reviews BAD_PORT = Reviews.create(Manifests.one(Samples.BAD_PORT));

  /// What the API server may say of the Service that the watches show.
  record Doubt(String what, LiveObjects live) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Doubt> doubts() {
    return Stream.of(
        new Doubt("gone", (_, _) -> new Answer.Gone()),
        new Doubt("forbidden", (_, _) -> new Answer.Failed("403")),
        new Doubt("broken", (_, _) -> new Answer.Failed("500")),
        new Doubt("with the port by now", (_, _) -> present(Samples.SERVICE.replace("80", "81"))),
        new Doubt(
            "an external name by now",
            (_, _) -> present(Samples.SERVICE.replace("spec:", "spec:\n  type: ExternalName"))),
        new Doubt("another object", (_, _) -> present(Samples.DEPLOYMENT)));
  }

  private static Answer present(String yaml) {
    return new Answer.Present(Manifests.resource(Manifests.one(yaml)));
  }

  @Test
  void whatIsStillSoIsDenied() {
    Webhook webhook = Webhook.over(cluster(), Mode.ENFORCE_LIVE);

    assertThat(webhook.ask(BAD_PORT).allowed()).isFalse();
    assertThat(webhook.cluster.reads()).hasToString("[Service shop/web]");
    assertThat(webhook.count("hoplint.confirm.get", "result", "present")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("doubts")
  void anyDoubtMakesItAWarning(Doubt doubt) {
    Webhook webhook = Webhook.over(cluster().live(doubt.live()), Mode.ENFORCE_LIVE);

    Verified.Answer answer = webhook.ask(BAD_PORT);

    assertThat(answer.allowed()).isTrue();
    assertThat(answer.warnings()).hasSize(1);
    assertThat(webhook.cluster.reads()).hasSize(1);
  }

  /// A client that does not keep to its limit.
  @Test
  void anAnswerThatComesTooLateIsNone() {
    TestCluster cluster = cluster();
    Webhook webhook = Webhook.over(cluster, Mode.ENFORCE_LIVE);
    cluster.live(
        (_, limit) -> {
          webhook.nanos.addAndGet(limit.plusMillis(1).toNanos());
          return present(Samples.SERVICE);
        });

    assertThat(webhook.ask(BAD_PORT).allowed()).isTrue();
  }

  @Test
  void aReadGetsWhatIsLeftOfThreeHundredMilliseconds() {
    List<Duration> limits = new ArrayList<>();
    TestCluster cluster =
        cluster()
            .live(
                (_, limit) -> {
                  limits.add(limit);
                  return new Answer.Failed("so");
                });

    Webhook.over(cluster, Mode.ENFORCE_LIVE).ask(BAD_PORT);

    assertThat(limits).singleElement().matches(one -> one.compareTo(Duration.ofMillis(300)) <= 0);
  }

  @Test
  void noMoreThanThreeObjectsAreReadForOneReview() {
    TestCluster cluster = TestCluster.of(Samples.CLASS);
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cluster.put(Manifests.one(Samples.SERVICE.replace("name: web", "name: web" + i)));
      paths.add(
          "{path: /p%d, pathType: Prefix, backend: {service: {name: web%d, port: {number: 81}}}}"
              .formatted(i, i));
    }
    Mapping ingress =
        Manifests.one(
            Samples.INGRESS.substring(0, Samples.INGRESS.indexOf("paths:"))
                + "paths: ["
                + String.join(", ", paths)
                + "]\n");
    Webhook webhook = Webhook.over(cluster, Mode.ENFORCE_LIVE);

    Verified.Answer answer = webhook.ask(Reviews.create(ingress));

    assertThat(webhook.cluster.reads()).hasSize(3);
    assertThat(answer.allowed()).isFalse();
    assertThat(answer.warnings()).hasSize(3);
  }

  @Test
  void localFindingsAndWarningsAreNotAskedAbout() {
    Webhook live = Webhook.over(cluster(), Mode.ENFORCE_LIVE);
    Webhook warn = Webhook.over(cluster(), Mode.WARN);

    assertThat(live.ask(Reviews.create(Manifests.one(Samples.BAD_PROBE))).allowed()).isFalse();
    warn.ask(BAD_PORT);

    assertThat(live.cluster.reads()).isEmpty();
    assertThat(warn.cluster.reads()).isEmpty();
  }

  private static TestCluster cluster() {
    return TestCluster.of(Samples.CLASS + "---\n" + Samples.SERVICE);
  }
}
