package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.ReviewVerification;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.WireResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What anybody who reaches the port may send, to the webhook as a process.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileRequestsTest {
  private static final String HEAD =
      "POST /validate?timeout=10s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  private static final String SECRET = "s3cr3t-in-the-request";
  private static final String REVIEW =
      """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",\
      "kind":{"group":"","version":"v1","kind":"Service"},\
      "resource":{"group":"","version":"v1","resource":"services"},"name":"web",\
      "namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},"object":%s}}\
      """;
  private static final String SERVICE =
      """
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop",\
      "annotations":{"a":"%s"}},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}\
      """
          .formatted(SECRET);

  @TempDir static Path folder;
  private KeyMaterial keys;
  private Replica replica;
  private final List<Case> cases = cases();

  @BeforeAll
  void start() throws Exception {
    keys = KeyMaterial.server(folder);
    replica = Replica.ready(folder, keys, "mode: enforce-local\ndrain: {delay: 0s}");
  }

  @AfterAll
  void end() {
    replica.close();
  }

  /// @param status the one that is documented
  /// @param uid which a status of 200 must echo
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Case(String name, byte[] request, int status, String uid) {}

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    String good = REVIEW.formatted(SERVICE);
    add(cases, "a review", good, 200, "one");
    add(cases, "nothing", "", 400);
    add(cases, "blanks", " \n\t ", 400);
    add(cases, "an empty object", "{}", 400);
    add(cases, "an array", "[]", 400);
    add(cases, "a text", "\"abc\"", 400);
    add(cases, "a number", "1e999999999", 400);
    add(cases, "null", "null", 400);
    add(cases, "a Pod", "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{}}", 400);
    add(cases, "YAML", "kind: AdmissionReview\napiVersion: admission.k8s.io/v1\n", 400);
    add(cases, "version v1beta1", good.replace("k8s.io/v1\"", "k8s.io/v1beta1\""), 400);
    add(
        cases,
        "no request",
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}",
        400);
    add(cases, "no uid", good.replace("\"uid\":\"one\",", ""), 400);
    add(cases, "a number for uid", good.replace("\"uid\":\"one\"", "\"uid\":1"), 400);
    add(cases, "trailing bytes", good + "{}", 400);
    add(cases, "a cut", good.substring(0, good.length() - 3), 400);
    add(cases, "two uids", good.replace("\"uid\":\"one\"", "\"uid\":\"one\",\"uid\":\"two\""), 400);
    add(cases, "a byte order mark", "\ufeff" + good, 400);
    add(cases, "NUL", "\0" + good, 400);
    add(cases, "depth in the envelope", "[".repeat(100_000), 400);
    cases.add(
        new Case(
            "invalid UTF-8",
            request(good.replace("jane", "j\u00ffne").getBytes(ISO_8859_1)),
            400,
            ""));
    add(cases, "an object that is a list", REVIEW.formatted("[]"), 200, "one");
    add(cases, "an object that is a text", REVIEW.formatted("\"x\""), 200, "one");
    add(cases, "an object of another kind", REVIEW.formatted("{\"kind\":\"Pod\"}"), 200, "one");
    add(
        cases,
        "wrong types within",
        REVIEW.formatted(SERVICE.replace("[{\"port\":80}]", "{\"port\":[80]}")),
        200,
        "one");
    add(
        cases,
        "a huge number within",
        REVIEW.formatted(SERVICE.replace("80", "1e999999999")),
        200,
        "one");
    for (String line : List.of("GET /validate", "DELETE /validate", "PATCH /validate")) {
      cases.add(new Case(line, (line + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8), 405, ""));
    }
    for (String type :
        List.of("text/plain", "application/yaml", "application/json;charset=utf-16")) {
      cases.add(
          new Case(
              type,
              HEAD.replace("application/json", type)
                  .concat("Content-Length: 2\r\n\r\n{}")
                  .getBytes(UTF_8),
              415,
              ""));
    }
    cases.add(
        new Case(
            "no type",
            "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8),
            415,
            ""));
    cases.add(
        new Case(
            "a packed body",
            (HEAD + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}").getBytes(UTF_8),
            415,
            ""));
    cases.add(
        new Case(
            "50 MB announced",
            (HEAD + "Content-Length: 50000000\r\n\r\n{").getBytes(UTF_8),
            413,
            ""));
    return cases;
  }

  private static void add(List<Case> cases, String name, String body, int status) {
    add(cases, name, body, status, "");
  }

  private static void add(List<Case> cases, String name, String body, int status, String uid) {
    cases.add(new Case(name, request(body.getBytes(UTF_8)), status, uid));
  }

  private static byte[] request(byte[] body) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(
        (HEAD
                + "Authorization: Bearer "
                + SECRET
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(UTF_8));
    request.writeBytes(body);
    return request.toByteArray();
  }

  @TestFactory
  List<DynamicTest> malformedRequestsGetTheirStatus() {
    return cases.stream()
        .map(
            one ->
                DynamicTest.dynamicTest(
                    one.name(),
                    () -> {
                      WireResponse response = exchange(one.request());
                      assertThat(response.status()).as(response.text()).isEqualTo(one.status());
                      if (one.status() == 200) {
                        assertThat(ReviewVerification.verify(one.uid(), 200, response.text()))
                            .isInstanceOfSatisfying(
                                Verified.Answer.class,
                                answer -> assertThat(answer.allowed()).isTrue());
                      } else {
                        assertThat(response.text())
                            .contains("\"kind\":\"Status\"", "\"code\":" + one.status());
                      }
                    }))
        .toList();
  }

  @Test
  void noAnswerHoldsWhatAnApiServerMayNotBeTold() throws IOException {
    for (Case one : cases) {
      WireResponse response = exchange(one.request());
      assertThat(response.status() / 100).as(one.name()).isNotEqualTo(3).isNotEqualTo(5);
      assertThat(response.headers().keySet())
          .as(one.name())
          .doesNotContain("retry-after", "location", "server", "set-cookie", "content-encoding");
      assertThat(response.header("content-type")).as(one.name()).contains("application/json");
      assertThat(response.text())
          .as(one.name())
          .doesNotContain("\"patch", "patchType", "Exception", "\tat ", "dev.hoplint.", SECRET);
    }
  }

  @Test
  void theHeapIsAsBefore() throws Exception {
    for (Case one : cases) {
      exchange(one.request());
    }
    double before = replica.process().liveMebibytes();
    for (int i = 0; i < 3; i++) {
      endless();
      for (Case one : cases) {
        exchange(one.request());
      }
    }
    assertThat(exchange(cases.getFirst().request()).status()).isEqualTo(200);
    assertThat(replica.process().liveMebibytes()).isLessThanOrEqualTo(before + 8);
    String scrape = replica.text("/metrics");
    assertThat(scrape).contains("hoplint_admission_body_bytes 0.0", "hoplint_inflight 0.0");
    assertThat(replica.process().isAlive()).isTrue();
  }

  private void endless() throws Exception {
    try (SSLSocket socket = Replica.trust(keys).connect(replica.port())) {
      Thread writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    byte[] chunk = ("10000\r\n" + "[".repeat(0x10000) + "\r\n").getBytes(UTF_8);
                    try {
                      OutputStream out = socket.getOutputStream();
                      out.write((HEAD + "Transfer-Encoding: chunked\r\n\r\n").getBytes(UTF_8));
                      while (!Thread.currentThread().isInterrupted()) {
                        out.write(chunk);
                      }
                    } catch (IOException _) {
                      // The server has had enough.
                    }
                  });
      assertThat(WireResponse.read(socket.getInputStream()).map(WireResponse::status))
          .contains(413);
      writer.interrupt();
    }
  }

  @Test
  void nothingOfABodyIsLogged() throws Exception {
    for (Case one : cases) {
      exchange(one.request());
    }
    Thread.sleep(Duration.ofMillis(100));
    String log = replica.log();
    assertThat(log).doesNotContain(SECRET, "\u001b");
    assertThat(log.lines()).allMatch(line -> line.startsWith("{\"time\":") && line.endsWith("}"));
  }

  @Test
  void aDenialHasOneRecordThatNamesIt() throws Exception {
    String uid = "uid-\u202e-of-a-denial";
    String broken =
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},\
        "spec":{"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":\
        {"app":"web"}},"spec":{"containers":[{"name":"app","image":"web:1","ports":[{"name":\
        "http","containerPort":8080}],"readinessProbe":{"httpGet":{"path":"/","port":"web"}}}]}}}}\
        """;
    String review =
        REVIEW
            .formatted(broken)
            .replace("\"uid\":\"one\"", "\"uid\":\"" + uid + "\"")
            .replace("\"group\":\"\"", "\"group\":\"apps\"")
            .replace("\"Service\"}", "\"Deployment\"}")
            .replace("\"services\"", "\"deployments\"");
    assertThat(exchange(request(review.getBytes(UTF_8))).text()).contains("\"allowed\":false");
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!replica.log().contains("of-a-denial") && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(replica.log().lines().filter(line -> line.contains("of-a-denial")))
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains(
                        "\"message\":\"denied\"",
                        "\"rule\":\"readiness-probe-port-missing\"",
                        "\"user\":\"jane\"",
                        "\"namespace\":\"shop\"",
                        "\"name\":\"web\"")
                    .doesNotContain("\u202e"));
  }

  @Test
  void whatIsMadeUpToWarmUpIsNotInTheLog() throws Exception {
    assertThat(replica.log()).contains("\"message\":\"started\"").doesNotContain("warm-up");
  }

  @Test
  void aBadHostIsRefusedWithoutARecord() throws Exception {
    byte[] request =
        "POST /validate HTTP/1.1\r\nHost: bad host\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8);

    assertThat(exchange(request).status()).isEqualTo(400);
    assertThat(replica.log()).doesNotContain("bad host");
  }

  private WireResponse exchange(byte[] request) throws IOException {
    try (SSLSocket socket = Replica.trust(keys).connect(replica.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return WireResponse.read(socket.getInputStream()).orElseThrow();
    }
  }
}
