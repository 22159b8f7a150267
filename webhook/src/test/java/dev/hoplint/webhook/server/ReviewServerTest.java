package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.WireResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReviewServerTest {
  private TestServer server;

  @BeforeAll
  void start() {
    server = new TestServer(TestServer.allow(TestServer.Work.none()));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aReviewIsHandedOnAndItsAnswerBack() {
    try (ApiServerClient client = server.client()) {
      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              ApiServerClient.Outcome.Answered.class,
              answered -> {
                assertThat(answered.response().status()).isEqualTo(200);
                assertThat(answered.response().text()).isEqualTo("{\"reviewed\":2}");
                assertThat(answered.response().header("server")).isEmpty();
                assertThat(answered.response().header("content-encoding")).isEmpty();
                assertThat(answered.response().header("content-type")).contains("application/json");
              });
      client.call("{}".getBytes(UTF_8));
      assertThat(client.dials()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /validate           | application/json                | 405
          PUT /validate           | application/json                | 405
          FOO /validate           | application/json                | 405
          POST /                  | application/json                | 404
          POST /metrics           | application/json                | 404
          POST /validate/a/b      | application/json                | 404
          POST /validate          | application/yaml                | 415
          POST /validate          | text/plain                      | 415
          POST /validate          | application/json;charset=latin1 | 415
          POST /validate          | application/json; charset=UTF-8 | 200
          POST /validate          | application/json                | 200
          POST /validate/delete   | application/json                | 200
          POST /validate%2f..     | application/json                | 404
          """)
  void whatIsNoReviewGetsItsStatus(String line, String type, int status) throws IOException {
    WireResponse response =
        exchange(
            line
                + " HTTP/1.1\r\nHost: x\r\nContent-Type: "
                + type
                + "\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("content-type")).contains("application/json");
    assertThat(response.header("retry-after")).isEmpty();
    assertThat(response.header("location")).isEmpty();
    assertThat(response.text()).doesNotContain("<", "Exception", "\tat ");
    if (status != 200) {
      assertThat(response.text()).contains("\"kind\":\"Status\"", "\"code\":" + status);
    }
  }

  @Test
  void whatIsNoHttpGetsAStatusToo() throws IOException {
    WireResponse response = exchange("POST /validate HTTP/1.1\r\nHost x\r\n\r\n");
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.text()).contains("\"kind\":\"Status\"").doesNotContain("<");
    assertThat(exchange("G\u0000T / HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
    assertThat(
            exchange("POST /validate HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")
                .status())
        .isEqualTo(431);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    String one =
        "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ";
    try (SSLSocket socket = connect()) {
      OutputStream out = socket.getOutputStream();
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= 50; i++) {
        all.append(one).append(i).append("\r\n\r\n").append("x".repeat(i));
      }
      out.write(all.toString().getBytes(ISO_8859_1));
      out.flush();
      for (int i = 1; i <= 50; i++) {
        assertThat(WireResponse.read(socket.getInputStream()).map(WireResponse::text))
            .contains("{\"reviewed\":" + i + "}");
      }
    }
  }

  @Test
  void aBodyOverTheLimitIsRefusedHoweverItComes() throws IOException {
    String head = "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    assertThat(exchange(head + "Content-Length: 50000000\r\n\r\n").status()).isEqualTo(413);
    try (SSLSocket socket = connect()) {
      Optional<WireResponse> response = endless(socket, head);
      assertThat(response.map(WireResponse::status)).contains(413);
    }
  }

  /// Sends chunks until the answer comes.
  private static Optional<WireResponse> endless(SSLSocket socket, String head) throws IOException {
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
                  try {
                    OutputStream out = socket.getOutputStream();
                    out.write((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(ISO_8859_1));
                    for (int i = 0; i < 5_000; i++) {
                      out.write(chunk);
                    }
                  } catch (IOException _) {
                    // The server has closed its end.
                  }
                });
    Optional<WireResponse> response = WireResponse.read(socket.getInputStream());
    writer.interrupt();
    return response;
  }

  @Test
  void aClientThatGoesAwayLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (SSLSocket socket = connect()) {
        socket
            .getOutputStream()
            .write(
                "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
                    .getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      }
    }
    Eventually.await("given back", () -> metric("hoplint_admission_body_bytes") == 0);
    Eventually.await("answered", () -> metric("hoplint_inflight") == 0);
    try (ApiServerClient client = server.client()) {
      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOf(ApiServerClient.Outcome.Answered.class);
    }
  }

  private double metric(String name) {
    return server
        .metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private SSLSocket connect() throws IOException {
    return server.trust().connect(server.server.port());
  }

  private WireResponse exchange(String request) throws IOException {
    try (SSLSocket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return WireResponse.read(socket.getInputStream()).orElseThrow();
    }
  }
}
