package dev.hoplint.webhook.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.WarningRecorder;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every answer, over generated reviews.
class AnswerTest {
  @Test
  void everyAnswerPassesTheVerificationOfTheApiServer() {
    Random random = new Random(1);
    RandomReviews reviews = new RandomReviews(random);
    Webhook webhook = crowded(reviews, Mode.ENFORCE_LIVE);
    int denied = 0;
    int warned = 0;
    for (int i = 0; i < Size.of(1_000, 10_000); i++) {
      Reviews review = reviews.any();
      Verified.Answer answer = webhook.ask(review);
      denied += answer.allowed() ? 0 : 1;
      warned += answer.warnings().isEmpty() ? 0 : 1;
      assertThat(answer.badKeys()).isEmpty();
      assertThat(answer.auditAnnotations()).containsEntry("version", Webhook.VERSION);
      for (Map.Entry<String, String> note : answer.auditAnnotations().entrySet()) {
        assertThat(note.getValue().getBytes(UTF_8))
            .as(note.getKey())
            .hasSizeLessThanOrEqualTo(1024);
        assertThat(note.getValue()).isEqualTo(OneLine.of(note.getValue()));
      }
      assertThat(answer.message()).isEqualTo(OneLine.of(answer.message()));
      if (!answer.allowed() || !answer.warnings().isEmpty()) {
        assertThat(answer.auditAnnotations()).containsKeys("snapshot", "mode");
      }
      if (!answer.allowed()) {
        assertThat(answer.auditAnnotations()).containsKey("findings");
      }
    }
    assertThat(denied).isPositive();
    assertThat(warned).isGreaterThan(denied);
  }

  @Test
  void everyWarningReachesTheUserWhole() {
    Random random = new Random(2);
    RandomReviews reviews = new RandomReviews(random);
    Webhook webhook = crowded(reviews, Mode.WARN);
    int lines = 0;
    for (int i = 0; i < Size.of(500, 10_000); i++) {
      Verified.Answer answer = webhook.ask(reviews.any());
      WarningRecorder recorder = new WarningRecorder();
      answer.warnings().forEach(recorder::add);
      assertThat(recorder.headers()).isEqualTo(answer.warnings());
      assertThat(answer.warnings()).hasSizeLessThanOrEqualTo(WarningLines.MOST_LINES);
      assertThat(answer.warnings())
          .allSatisfy(
              line -> {
                assertThat(OneLine.length(line)).isLessThanOrEqualTo(WarningLines.MOST_IN_LINE);
                assertThat(line).isEqualTo(OneLine.of(line)).contains("hoplint ");
              });
      assertThat(answer.warnings().stream().mapToInt(OneLine::length).sum())
          .isLessThanOrEqualTo(WarningLines.MOST_CHARACTERS);
      lines += answer.warnings().size();
    }
    assertThat(lines).isPositive();
  }

  @Test
  void nothingIsEverPatchedRedirectedOrAskedToComeBack() {
    Random random = new Random(3);
    RandomReviews reviews = new RandomReviews(random);
    Webhook webhook = crowded(reviews, Mode.ENFORCE_LIVE);
    for (int i = 0; i < Size.of(500, 10_000); i++) {
      byte[] body = reviews.any().bytes();
      if (random.nextBoolean()) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      AdmissionAnswer answer =
          random.nextInt(10) == 0
              ? webhook.handler.failOpen(body, "overload")
              : webhook.handler.review(body, java.time.Duration.ofSeconds(5));
      assertThat(answer.status()).isIn(200, 400);
      assertThat(answer.body()).startsWith("{").doesNotContain("\"patch", "<html", "retryAfter");
      if (answer.status() == 400) {
        assertThat(answer.body()).startsWith("{\"kind\":\"Status\",\"apiVersion\":\"v1\"");
      }
    }
  }

  @Test
  void theSameRequestOverTheSameSnapshotGivesTheSameBytes() {
    RandomReviews first = new RandomReviews(new Random(4));
    RandomReviews second = new RandomReviews(new Random(4));
    Webhook one = crowded(first, Mode.ENFORCE_LIVE);
    Webhook other =
        Webhook.over(reversed(crowded(second, Mode.ENFORCE_LIVE).cluster), Mode.ENFORCE_LIVE);
    other.clock.advance(java.time.Duration.ofMinutes(7));
    for (int i = 0; i < Size.of(200, 10_000); i++) {
      Reviews review = first.any();
      assertThat(second.any()).isEqualTo(review);
      String answer = one.answer(review).body();
      assertThat(one.answer(review).body()).isEqualTo(answer);
      assertThat(other.answer(review).body()).isEqualTo(answer);
    }
  }

  /// The same objects, in the order in which another replica may have heard of them.
  private static TestCluster reversed(TestCluster cluster) {
    TestCluster other = new TestCluster();
    for (int i = cluster.snapshot().world().resources().size(); i < 25; i++) {
      // What was replaced counts as a change, too.
      other.put(cluster.objects().getFirst());
    }
    cluster.objects().reversed().forEach(other::put);
    return other;
  }

  private static Webhook crowded(RandomReviews reviews, Mode mode) {
    TestCluster cluster = new TestCluster();
    for (int i = 0; i < 25; i++) {
      cluster.put(reviews.object());
    }
    return Webhook.over(cluster, mode);
  }
}
