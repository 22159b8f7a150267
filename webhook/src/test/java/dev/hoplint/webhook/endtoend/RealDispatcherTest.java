package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.WarningRecorder;
import dev.hoplint.webhook.endtoend.KubeClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What a real API server makes of a webhook's answers: what the stand-ins of the other tests
/// assume.
class RealDispatcherTest {
  /// Below 4,096 characters in seven, above in twenty.
  private static final int LONG = 500;

  private static final JsonMapper JSON = new JsonMapper();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @TempDir private static Path folder;
  private static RealCluster cluster;
  private static ScriptedWebhook webhook;

  @BeforeAll
  static void start() throws IOException {
    cluster = RealCluster.start(folder);
    KeyMaterial keys = KeyMaterial.server(Files.createDirectory(folder.resolve("webhook")));
    webhook = new ScriptedWebhook(keys);
    register("ignoring", "Ignore", keys);
    register("failing", "Fail", keys);
    Eventually.await(
        "the entries are known",
        () -> {
          create("ignoring");
          create("failing");
          return webhook.calls().stream().anyMatch(call -> call.body().contains("\"ignoring\""))
              && webhook.calls().stream().anyMatch(call -> call.body().contains("\"failing\""));
        });
  }

  private static void register(String name, String failurePolicy, KeyMaterial keys) {
    Map<String, Object> rule =
        Map.of(
            "apiGroups", List.of("networking.k8s.io"),
            "apiVersions", List.of("v1"),
            "resources", List.of("ingresses"),
            "operations", List.of("*"),
            "scope", "*");
    Map<String, Object> webhookEntry = new LinkedHashMap<>();
    webhookEntry.put("name", name + ".hoplint.dev");
    webhookEntry.put("clientConfig", RealCluster.clientConfig(webhook.port(), keys.certificate()));
    webhookEntry.put("admissionReviewVersions", List.of("v1"));
    webhookEntry.put("sideEffects", "None");
    webhookEntry.put("failurePolicy", failurePolicy);
    webhookEntry.put("matchPolicy", "Equivalent");
    webhookEntry.put("timeoutSeconds", 3);
    webhookEntry.put("namespaceSelector", Map.of());
    webhookEntry.put("objectSelector", Map.of("matchLabels", Map.of("policy", name)));
    webhookEntry.put("rules", List.of(rule));
    cluster.put(
        Map.of(
            "apiVersion",
            "admissionregistration.k8s.io/v1",
            "kind",
            "ValidatingWebhookConfiguration",
            "metadata",
            Map.of("name", name),
            "webhooks",
            List.of(webhookEntry)));
  }

  private static Map<String, Object> ingress(String policy) {
    return RealCluster.ingress(
        RealCluster.NAMESPACE, "web-" + NUMBER.incrementAndGet(), Map.of("policy", policy));
  }

  private static Answer create(String policy) {
    return cluster.client().create(ingress(policy));
  }

  @AfterAll
  static void stop() {
    if (webhook != null) {
      webhook.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static String allowed(ScriptedWebhook.Call call, String more) {
    return "\"uid\":\"%s\",\"allowed\":true%s".formatted(call.uid(), more);
  }

  @Test
  void theTimeoutIsToldAndOneConnectionCarriesTheCalls() {
    webhook.play((number, call) -> call.allow());
    for (int i = 0; i < 10; i++) {
      assertThat(create("failing")).matches(Answer::accepted);
    }
    assertThat(webhook.calls())
        .hasSize(10)
        .allMatch(call -> call.target().equals("/validate?timeout=3s"))
        .extracting(ScriptedWebhook.Call::connection)
        .containsOnly(webhook.calls().getFirst().connection());
  }

  @Test
  void aDenialIsToldWithItsMessage() {
    webhook.play(
        (number, call) ->
            call.respond(
                "\"uid\":\"%s\",\"allowed\":false,\"status\":{\"code\":422,\"message\":\"no way\"}"
                    .formatted(call.uid())));
    Answer answer = create("ignoring");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.message())
        .isEqualTo("admission webhook \"ignoring.hoplint.dev\" denied the request: no way");
  }

  @Test
  void warningsWithControlCharactersVanish() {
    webhook.play(
        (number, call) ->
            call.respond(
                allowed(call, ",\"warnings\":[\"first\",\"two\\nlines\",\"first\",\"last\"]")));
    assertThat(create("failing").warnings()).containsExactly("first", "last");
  }

  @Test
  void warningsAreCutWhenTheyAreTooLongTogether() {
    AtomicInteger count = new AtomicInteger(7);
    webhook.play(
        (number, call) ->
            call.respond(allowed(call, ",\"warnings\":[" + longWarnings(count.get()) + "]")));
    assertThat(create("failing").warnings())
        .hasSize(7)
        .allMatch(warning -> warning.length() == LONG);

    count.set(20);
    assertThat(create("failing").warnings())
        .hasSizeLessThan(20)
        .allMatch(warning -> warning.length() <= 256);
  }

  private static String longWarnings(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"%s%03d\"".formatted("x".repeat(LONG - 3), number))
        .collect(Collectors.joining(","));
  }

  @Test
  void whatIsShedIsAskedAgainWithTheSameReview() {
    webhook.play(
        (number, call) -> {
          if (number == 1) {
            call.exchange().getResponseHeaders().set("Retry-After", "1");
            call.answer(429, "");
          } else {
            call.allow();
          }
        });
    Answer answer = create("failing");
    assertThat(answer).matches(Answer::accepted);
    assertThat(answer.took()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(webhook.calls()).hasSize(2);
    assertThat(webhook.calls().getLast().body()).isEqualTo(webhook.calls().getFirst().body());
  }

  @Test
  void anErrorWithoutRetryAfterIsAFailedCall() {
    webhook.play((number, call) -> call.answer(500, "{}"));
    assertThat(create("ignoring")).matches(Answer::accepted);
    assertThat(create("failing"))
        .satisfies(
            answer -> {
              assertThat(answer.status()).isEqualTo(500);
              assertThat(answer.message()).contains("failed calling webhook");
            });
    assertThat(webhook.calls()).hasSize(2);
  }

  @Test
  void aForeignUidIsAFailedCall() {
    webhook.play((number, call) -> call.respond("\"uid\":\"another\",\"allowed\":true"));
    assertThat(create("failing").message()).contains("expected response.uid");
    assertThat(create("ignoring")).matches(Answer::accepted);
  }

  @Test
  void aPatchIsAFailedCall() {
    webhook.play(
        (number, call) ->
            call.respond(allowed(call, ",\"patchType\":\"JSONPatch\",\"patch\":\"W10=\"")));
    assertThat(create("failing").message()).contains("patch");
  }

  @Test
  void silenceEndsWithTheTimeout() {
    webhook.play(
        (number, call) -> {
          try {
            Thread.sleep(6_000);
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
          call.allow();
        });
    Answer answer = create("ignoring");
    assertThat(answer).matches(Answer::accepted);
    assertThat(answer.took().toMillis()).isBetween(2_500L, 5_900L);
  }

  @Test
  void deletionsBringTheOldObjectOnly() {
    webhook.play((number, call) -> call.allow());
    Map<String, Object> ingress = ingress("failing");
    assertThat(cluster.client().create(ingress)).matches(Answer::accepted);
    assertThat(cluster.client().delete(ingress)).matches(Answer::accepted);
    assertThat(webhook.calls().getLast().body())
        .contains("\"operation\":\"DELETE\"", "\"object\":null", "\"oldObject\":{");
  }

  @Test
  void theStandInRecordsTheSameWarnings() {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      List<String> texts = Stream.generate(() -> text(random)).limit(random.nextInt(30)).toList();
      webhook.play(
          (number, call) ->
              call.respond(allowed(call, ",\"warnings\":" + JSON.writeValueAsString(texts))));
      WarningRecorder recorder = new WarningRecorder();
      texts.forEach(recorder::add);

      assertThat(create("failing").warnings()).as("%s", texts).isEqualTo(recorder.headers());
    }
  }

  private static String text(Random random) {
    String alphabet = random.nextInt(4) == 0 ? "aé\u001b漢😀\n\u202e" : "abc \"\\é漢😀,'";
    int[] characters = alphabet.codePoints().toArray();
    StringBuilder text = new StringBuilder("w");
    int length = random.nextInt(3) == 0 ? random.nextInt(600) : random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.append(random.nextBoolean() ? "w" : random.nextInt(5)).toString();
  }

  @Test
  void theStandInVerifiesAlike() {
    for (String response : RESPONSES) {
      String[] uid = new String[1];
      webhook.play(
          (number, call) -> {
            uid[0] = call.uid();
            call.answer(200, response.replace("UID", call.uid()));
          });
      Answer answer = create("failing");
      String sent = response.replace("UID", uid[0]);
      switch (ReviewVerification.verify(uid[0], 200, sent)) {
        case ReviewVerification.Verified.Failed failed ->
            assertThat(answer.message())
                .as("%s: %s", failed.why(), sent)
                .contains("failed calling webhook");
        case ReviewVerification.Verified.Answer verified -> {
          assertThat(answer.accepted()).as(sent).isEqualTo(verified.allowed());
          if (!verified.allowed()) {
            assertThat(answer.status()).as(sent).isEqualTo(verified.code());
            String told = verified.message();
            assertThat(answer.message())
                .as(sent)
                .isIn(
                    DENIED + " denied the request: " + told,
                    DENIED + " denied the request " + told);
          }
        }
      }
    }
  }

  private static final String DENIED = "admission webhook \"failing.hoplint.dev\"";

  private static final List<String> RESPONSES =
      Stream.of(
              "{\"uid\":\"UID\",\"allowed\":true}",
              "{\"uid\":\"UID\",\"allowed\":false}",
              "{\"uid\":\"UID\"}",
              "{\"uid\":\"\",\"allowed\":true}",
              "{\"allowed\":true}",
              "{\"uid\":7,\"allowed\":true}",
              "{\"uid\":\"UID\",\"allowed\":\"true\"}",
              "{\"uid\":\"UID\",\"allowed\":null}",
              "{\"uid\":\"UID\",\"allowed\":true,\"unknown\":{}}",
              "{\"uid\":\"UID\",\"allowed\":true,\"warnings\":\"one\"}",
              "{\"uid\":\"UID\",\"allowed\":true,\"warnings\":[1]}",
              "{\"uid\":\"UID\",\"allowed\":true,\"warnings\":null}",
              "{\"uid\":\"UID\",\"allowed\":true,\"patch\":null,\"patchType\":null}",
              "{\"uid\":\"UID\",\"allowed\":true,\"patch\":\"W10=\"}",
              "{\"uid\":\"UID\",\"allowed\":true,\"patchType\":\"JSONPatch\"}",
              "{\"uid\":\"UID\",\"allowed\":true,\"auditAnnotations\":{\"a/b c\":\"x\"}}",
              "{\"uid\":\"UID\",\"allowed\":true,\"auditAnnotations\":[]}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":{\"code\":200,\"message\":\"m\"}}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":{\"code\":403,\"message\":\"m\"}}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":{\"code\":403,\"reason\":\"Forbidden\"}}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":{\"status\":\"Success\",\"message\":\"m\"}}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":null}",
              "{\"uid\":\"UID\",\"allowed\":false,\"status\":\"no\"}",
              "null",
              "[]",
              "{}")
          .map(
              response ->
                  "{\"apiVersion\":\"admission.k8s.io/v1\",\"kind\":\"AdmissionReview\",\"response\":"
                      + response
                      + "}")
          .toList();
}
