package dev.hoplint.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient.Outcome;
import dev.hoplint.harness.UserVerdict.FailurePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The client's own rules, against a server that answers as it is told.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerClientTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
  private static final String BUSY =
      "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n{}";
  private static final byte[] REVIEW = "{}".getBytes(UTF_8);

  @TempDir static Path folder;
  private KeyMaterial keys;
  private SSLContext context;

  private final ConcurrentLinkedQueue<String> script = new ConcurrentLinkedQueue<>();
  private final AtomicLong clock = new AtomicLong();
  private SSLServerSocket listener;

  @BeforeAll
  void keys() {
    keys = KeyMaterial.server(folder);
    context = keys.serving();
  }

  @BeforeEach
  void listen() throws IOException {
    script.clear();
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    listener.close();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  /// Answers each request with the next line of the script; an empty one ends the connection.
  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      StringBuilder read = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        read.append((char) c);
        if (read.toString().endsWith("\r\n\r\n{}")) {
          read.setLength(0);
          String answer = script.size() > 1 ? script.poll() : script.peek();
          if (answer == null || answer.isEmpty()) {
            return;
          }
          out.write(answer.getBytes(UTF_8));
          out.flush();
        }
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private ApiServerClient client(Duration timeout) throws Exception {
    return new ApiServerClient(
        ApiServerClient.Entry.local(listener.getLocalPort(), "/validate").within(timeout),
        Trust.in((X509Certificate) keys.keys().getCertificate("only")),
        Duration.ofSeconds(90),
        clock::get);
  }

  @Test
  void aConnectionIsKeptForNinetySeconds() throws Exception {
    script.add(OK);
    try (ApiServerClient client = client(Duration.ofSeconds(10))) {
      client.call(REVIEW);
      clock.addAndGet(Duration.ofSeconds(89).toNanos());
      client.call(REVIEW);
      assertThat(client.dials()).isEqualTo(1);
      clock.addAndGet(Duration.ofSeconds(91).toNanos());
      client.call(REVIEW);
      assertThat(client.dials()).isEqualTo(2);
    }
  }

  @Test
  void aPostOnAConnectionThatEndsIsNotRepeated() throws Exception {
    script.addAll(List.of(OK, "", OK));
    try (ApiServerClient client = client(Duration.ofSeconds(10))) {
      client.call(REVIEW);
      assertThat(client.call(REVIEW)).isEqualTo(new Outcome.Failed("EOF", 1));
      assertThat(client.call(REVIEW)).isInstanceOf(Outcome.Answered.class);
    }
  }

  @Test
  void whoIsAskedToComeBackDoesSoInsideTheTimeout() throws Exception {
    script.addAll(List.of(BUSY, OK));
    try (ApiServerClient client = client(Duration.ofSeconds(10))) {
      assertThat(client.call(REVIEW))
          .isInstanceOfSatisfying(
              Outcome.Answered.class,
              answered -> {
                assertThat(answered.attempts()).isEqualTo(2);
                assertThat(answered.response().status()).isEqualTo(200);
              });
    }
    script.clear();
    script.add(BUSY);
    try (ApiServerClient client = client(Duration.ofMillis(900))) {
      Outcome outcome = client.call(REVIEW);
      assertThat(outcome).isEqualTo(new Outcome.Failed("context deadline exceeded", 1));
      assertThat(UserVerdict.of(outcome, "one", "a.b.c", FailurePolicy.IGNORE).failedOpen())
          .isTrue();
      assertThat(UserVerdict.of(outcome, "one", "a.b.c", FailurePolicy.FAIL).message())
          .isEqualTo("failed calling webhook \"a.b.c\": context deadline exceeded");
    }
  }

  @Test
  void aFailureWithoutRetryAfterIsFinal() throws Exception {
    script.add("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
    try (ApiServerClient client = client(Duration.ofSeconds(10))) {
      assertThat(client.call(REVIEW))
          .isInstanceOfSatisfying(
              Outcome.Answered.class, answered -> assertThat(answered.attempts()).isEqualTo(1));
    }
  }

  @Test
  void anotherBundleIsAnotherClient() throws Exception {
    script.add(OK);
    try (ApiServerClient client = client(Duration.ofSeconds(10))) {
      client.call(REVIEW);
      client.trust(
          (X509Certificate) KeyMaterial.administrator(folder).keys().getCertificate("only"));
      assertThat(client.call(REVIEW)).isInstanceOf(Outcome.Failed.class);
      client.trust((X509Certificate) keys.keys().getCertificate("only"));
      assertThat(client.call(REVIEW)).isInstanceOf(Outcome.Answered.class);
    }
  }
}
