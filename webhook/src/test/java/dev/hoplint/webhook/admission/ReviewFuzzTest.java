package dev.hoplint.webhook.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hoplint.harness.Size;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// In a normal run each file of the seed corpus
/// (`src/test/resources/dev/hoplint/webhook/admission/ReviewFuzzTestInputs/`) is answered once.
///
/// To search for new inputs, set `JAZZER_FUZZ=1`:
///
/// ```
/// JAZZER_FUZZ=1 mvn -pl webhook -am test -Dtest=ReviewFuzzTest#noBodyBreaksTheHandler \
///   -Dsurefire.failIfNoSpecifiedTests=false
/// ```
///
/// A finding is written into the corpus folder; keep it there, with the fix.
class ReviewFuzzTest {
  private static final Webhook WEBHOOK =
      Webhook.over(TestCluster.of(Samples.APPLICATION), Mode.ENFORCE_LIVE);

  /// Half a second, and room for a machine that does other things.
  private static final Duration LIMIT = Duration.ofSeconds(Size.isFull() ? 2 : 10);

  private static final List<String> PIECES =
      List.of(
          "null",
          "true",
          "-1",
          "1e99999",
          "[]",
          "{}",
          "\"\"",
          "\"\\u0000\"",
          "[[[[",
          "}}",
          "\"$1\"",
          "\"(\"",
          "\"*.example\"",
          "\"/a(b)+\"",
          "99999999999",
          "\"http\"",
          "{\"a\":[{}]}",
          ",");

  @FuzzTest(maxDuration = "1h")
  void noBodyBreaksTheHandler(byte[] body) {
    check(body);
  }

  @Test
  void seedsAndTheirMutationsBreakNothing() {
    Random random = new Random(12);
    RandomReviews reviews = new RandomReviews(random);
    for (int i = 0; i < Size.of(1_000, 1_000_000); i++) {
      byte[] body = reviews.any().bytes();
      int changes = random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        body = random.nextBoolean() ? value(body, random) : bytes(body, random);
      }
      check(body);
    }
    assertThat(WEBHOOK.count("hoplint.fail.open")).isZero();
    assertThat(WEBHOOK.count("hoplint.rule.failures")).isZero();
  }

  private static void check(byte[] body) {
    long start = System.nanoTime();
    AdmissionAnswer answer = WEBHOOK.handler.review(body, Duration.ofSeconds(20));
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(answer.status()).isIn(200, 400);
    assertThat(answer.body()).doesNotContain("\"failed-open\"", "\tat ", "Exception");
    assertThat(took).isLessThan(LIMIT);
  }

  /// Another value behind some colon.
  private static byte[] value(byte[] body, Random random) {
    String text = new String(body, UTF_8);
    int colon = text.indexOf(':', random.nextInt(text.length() + 1));
    if (colon < 0) {
      return body;
    }
    int end = colon + 1;
    while (end < text.length() && ",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String piece = PIECES.get(random.nextInt(PIECES.size()));
    return (text.substring(0, colon + 1) + piece + text.substring(end)).getBytes(UTF_8);
  }

  private static byte[] bytes(byte[] body, Random random) {
    if (body.length == 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(body, at);
      case 1 -> {
        byte[] other = body.clone();
        other[at] = (byte) random.nextInt(256);
        yield other;
      }
      default -> {
        int length = Math.min(body.length - at, 1 + random.nextInt(40));
        byte[] other = Arrays.copyOf(body, body.length + length);
        System.arraycopy(body, at, other, body.length, length);
        yield other;
      }
    };
  }
}
