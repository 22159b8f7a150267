package dev.hoplint.webhook.admission;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ReviewCodecTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Reviews GOOD =
      Reviews.update(
          Manifests.one(Samples.INGRESS), Manifests.one(Samples.INGRESS.replace("80", "81")));
  private static final String INGRESS = Manifests.json(Manifests.one(Samples.INGRESS));

  private final Webhook webhook =
      Webhook.over(TestCluster.of(Samples.APPLICATION), Mode.ENFORCE_LIVE);

  /// What a body is, and how it must come out: 400, or 200 with an `undecoded` note.
  record Malformed(String what, Supplier<byte[]> body, int status) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Malformed refused(String what, String body) {
    return new Malformed(what, () -> body.getBytes(UTF_8), 400);
  }

  private static Malformed undecoded(String what, Reviews review) {
    return new Malformed(what, review::bytes, 200);
  }

  static Stream<Malformed> malformed() {
    String good = GOOD.json();
    byte[] invalid = good.getBytes(UTF_8);
    invalid[good.indexOf("jane")] = (byte) 0xc0;
    invalid[good.indexOf("jane") + 1] = (byte) 0xaf;
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String wide = "[" + "1,".repeat(600_000) + "1]";
    String large = "{\"a\":\"" + "x".repeat((1 << 20) + 1) + "\"}";
    return Stream.of(
        refused("nothing", ""),
        refused("blanks", "  \n"),
        refused("an empty object", "{}"),
        refused("null", "null"),
        refused("a number", "1"),
        refused("an array", "[" + good + "]"),
        refused("a Pod", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{}}"),
        refused("YAML", "apiVersion: admission.k8s.io/v1\nkind: AdmissionReview\n"),
        refused(
            "the old version", good.replace("admission.k8s.io/v1\"", "admission.k8s.io/v1beta1\"")),
        refused("another kind", good.replace("AdmissionReview", "ConversionReview")),
        refused(
            "no request", "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}"),
        refused(
            "a request that is a list",
            "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":[]}"),
        refused("no uid", GOOD.without("uid").json()),
        refused("an empty uid", GOOD.uid("").json()),
        refused("a uid that is a number", GOOD.field("uid", "7").json()),
        refused("trailing bytes", good + "x"),
        refused("a second value", good + "{}"),
        refused("half of it", good.substring(0, good.length() / 2)),
        refused("a trailing comma", good.substring(0, good.length() - 1) + ",}"),
        refused(
            "a key twice", good.substring(0, good.length() - 1) + ",\"kind\":\"AdmissionReview\"}"),
        refused("a key of the object twice", GOOD.field("object", "{\"a\":1,\"a\":2}").json()),
        refused("a byte order mark", "\ufeff" + good),
        refused("a raw NUL", good.replace("jane", "ja\u0000ne")),
        refused("a comment", good + "// so"),
        refused("not a number", GOOD.field("dryRun", "NaN").json()),
        new Malformed("UTF-16", () -> good.getBytes(UTF_16), 400),
        new Malformed("UTF-16 without a mark", () -> good.getBytes(UTF_16LE), 400),
        new Malformed("invalid UTF-8", () -> invalid, 400),
        refused("depth 100,000 without a uid", deep),
        undecoded("depth 100,000 in the object", GOOD.field("object", "{\"a\":" + deep + "}")),
        undecoded("600,000 values in the object", GOOD.field("object", "{\"a\":" + wide + "}")),
        undecoded("a text of more than 1 MiB", GOOD.field("object", large)),
        undecoded("an object that is a list", GOOD.field("object", "[]")),
        undecoded("an object without a kind", GOOD.field("object", "{}")),
        undecoded(
            "an object of another kind",
            GOOD.field("object", INGRESS.replace("\"Ingress\"", "\"Service\""))),
        undecoded(
            "an object of another namespace",
            GOOD.field(
                "object",
                GOOD.fields()
                    .get("object")
                    .replace("\"namespace\":\"shop\"", "\"namespace\":\"x\""))),
        undecoded(
            "another old object",
            GOOD.field("oldObject", INGRESS.replace("\"name\":\"shop\"", "\"name\":\"x\""))),
        undecoded("an unknown operation", GOOD.field("operation", "\"PATCH\"")),
        undecoded("no operation", GOOD.without("operation")),
        undecoded("no kind", GOOD.without("kind")),
        undecoded("dryRun as a text", GOOD.field("dryRun", "\"false\"")));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedBodyGetsTheDocumentedAnswer(Malformed malformed) {
    AdmissionAnswer answer = webhook.handler.review(malformed.body().get(), Duration.ofSeconds(5));

    assertThat(answer.status()).isEqualTo(malformed.status());
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "dev.hoplint");
    if (malformed.status() == 400) {
      JsonNode status = JSON.readTree(answer.body());
      assertThat(status.get("kind").stringValue()).isEqualTo("Status");
      assertThat(status.get("status").stringValue()).isEqualTo("Failure");
      assertThat(status.get("reason").stringValue()).isEqualTo("BadRequest");
      assertThat(status.get("code").intValue()).isEqualTo(400);
    } else {
      Verified verified = ReviewVerification.verify(GOOD.uid(), answer.status(), answer.body());
      assertThat(verified).isInstanceOf(Verified.Answer.class);
      assertThat(((Verified.Answer) verified).allowed()).isTrue();
      assertThat(((Verified.Answer) verified).auditAnnotations()).containsKey("undecoded");
      assertThat(webhook.count("hoplint.undecoded")).isEqualTo(1);
    }
  }

  @Test
  void theUidComesBackWhateverALeafIs() {
    JsonNode good = JSON.readTree(GOOD.json());
    List<JsonNode> values = new ArrayList<>();
    values.add(JSON.readTree("null"));
    values.add(JSON.readTree("true"));
    values.add(JSON.readTree("-1"));
    values.add(JSON.readTree("1e999999999"));
    values.add(JSON.readTree("123456789012345678901234567890"));
    values.add(JSON.readTree("0.5"));
    values.add(JSON.readTree("\"\""));
    values.add(JSON.readTree("\"\\u0000\\ud800\""));
    values.add(JSON.readTree("[]"));
    values.add(JSON.readTree("[[{}]]"));
    values.add(JSON.readTree("{}"));
    values.add(JSON.readTree("{\"a\":{\"b\":[1]}}"));
    int asked = 0;
    for (List<String> path : paths(good, List.of())) {
      for (JsonNode value : values) {
        JsonNode mutated = replaced(good.deepCopy(), path, value);
        AdmissionAnswer answer =
            webhook.handler.review(
                JSON.writeValueAsString(mutated).getBytes(UTF_8), Duration.ofSeconds(5));
        asked++;
        boolean envelope = path.size() == 1 || path.equals(List.of("request", "uid"));
        if (envelope) {
          assertThat(answer.status()).isIn(200, 400);
        } else {
          assertThat(ReviewVerification.verify(GOOD.uid(), answer.status(), answer.body()))
              .as("%s = %s", path, value)
              .isInstanceOf(Verified.Answer.class);
        }
      }
    }
    assertThat(asked).isGreaterThan(800);
    assertThat(webhook.count("hoplint.fail.open")).isZero();
    assertThat(webhook.count("hoplint.rule.failures")).isZero();
  }

  /// The ways to every leaf and to everything above it.
  private static List<List<String>> paths(JsonNode node, List<String> above) {
    List<List<String>> paths = new ArrayList<>();
    if (!above.isEmpty()) {
      paths.add(above);
    }
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(one -> paths.addAll(paths(one.getValue(), join(above, one.getKey()))));
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        paths.addAll(paths(array.get(i), join(above, String.valueOf(i))));
      }
    }
    return paths;
  }

  private static List<String> join(List<String> above, String last) {
    List<String> path = new ArrayList<>(above);
    path.add(last);
    return path;
  }

  private static JsonNode replaced(JsonNode root, List<String> path, JsonNode value) {
    JsonNode at = root;
    for (String step : path.subList(0, path.size() - 1)) {
      at = at instanceof ArrayNode array ? array.get(Integer.parseInt(step)) : at.get(step);
    }
    if (at instanceof ArrayNode array) {
      array.set(Integer.parseInt(path.getLast()), value);
    } else {
      ((ObjectNode) at).set(path.getLast(), value);
    }
    return root;
  }
}
