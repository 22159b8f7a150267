package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.Trust;
import dev.hoplint.harness.WireResponse;
import dev.hoplint.webhook.tls.SelfSigned;
import dev.hoplint.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/// What clients meet below HTTP: versions of TLS, client certificates, idle and slow connections.
class TransportTest {
  private static final byte[] REVIEW = "{}".getBytes(UTF_8);

  @Test
  void tls13IsSpokenAndNothingOlder() throws IOException {
    try (TestServer server = new TestServer(TestServer.allow(TestServer.Work.none()))) {
      try (SSLSocket socket = server.trust().connect(server.server.port())) {
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      }
      assertThatThrownBy(() -> server.trust().connect(server.server.port(), "TLSv1.2"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void tls12IsSpokenWhenAllowed() throws IOException {
    try (TestServer server = configured("tls: {minVersion: \"1.2\"}", List.of())) {
      try (SSLSocket socket = server.trust().connect(server.server.port(), "TLSv1.2")) {
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
      }
      // The JDK refuses these two itself unless told otherwise; the server's list is what counts.
      assertThat(server.server.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
    }
  }

  @Test
  void withAClientAuthorityOnlyItsNamedClientsAreLetIn() {
    ClientKeys ours = new ClientKeys("kube-apiserver");
    ClientKeys other = new ClientKeys("kube-apiserver");
    List<X509Certificate> authority = List.of(ours.authority);
    String names = "tls: {clientCa: {cert: ca.crt, names: [%s]}}";
    try (TestServer server = configured(names.formatted("kube-apiserver"), authority)) {
      assertThat(call(server, Optional.of(ours))).isEqualTo(200);
      assertThat(call(server, Optional.of(other))).isZero();
      assertThat(call(server, Optional.empty())).isZero();
    }
    try (TestServer server = configured(names.formatted("front-proxy"), authority)) {
      assertThat(call(server, Optional.of(ours))).isZero();
    }
  }

  private static int call(TestServer server, Optional<ClientKeys> keys) {
    Trust trust = new Trust(server.trust().bundle(), keys.map(one -> one.identity));
    try (ApiServerClient client =
        new ApiServerClient(
            ApiServerClient.Entry.local(server.server.port(), "/validate"), trust)) {
      return client.call(REVIEW) instanceof ApiServerClient.Outcome.Answered answered
          ? answered.response().status()
          : 0;
    }
  }

  @Test
  void aClientThatOffersHttp2IsAnsweredInHttp11() throws Exception {
    try (TestServer server = new TestServer(TestServer.allow(TestServer.Work.none()));
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(server.trust().context())
                .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + server.server.port() + "/validate?timeout=3s"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(REVIEW))
              .build();
      for (int i = 0; i < 10; i++) {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      }
    }
  }

  @Test
  void anExchangedCertificateIsShownFromTheNextHandshakeOn() throws IOException {
    try (TestServer server = new TestServer(TestServer.allow(TestServer.Work.none()));
        SelfSigned next = new SelfSigned(Clock.systemUTC(), SelfSigned.LOCAL);
        ApiServerClient before = server.client()) {
      before.call(REVIEW);
      ServingCertificate certificate = next.current().orElseThrow();
      server.server.exchange(certificate);

      assertThat(before.call(REVIEW)).isInstanceOf(ApiServerClient.Outcome.Answered.class);
      assertThat(before.dials()).isEqualTo(1);
      Trust trust = Trust.in(certificate.chain().getLast());
      try (SSLSocket socket = trust.connect(server.server.port())) {
        assertThat(socket.getSession().getPeerCertificates()[0])
            .isEqualTo(certificate.chain().getFirst());
      }
    }
  }

  @Test
  void idleConnectionsOutliveTheApiServersPatience() throws Exception {
    assertThat(ConnectionGuard.Deadlines.DEFAULT.idle()).isGreaterThan(Duration.ofSeconds(90));
    // A hundredth of the real times: kept for 0.9 s there and for 1.8 s here.
    Duration header = Duration.ofSeconds(5);
    ConnectionGuard.Deadlines scaled =
        new ConnectionGuard.Deadlines(header, header, header, Duration.ofMillis(1_800));
    int callers = 20;
    int calls = Size.of(5, 50);
    ConcurrentLinkedQueue<ApiServerClient.Outcome> failed = new ConcurrentLinkedQueue<>();
    try (TestServer server =
            new TestServer("", TestServer.allow(TestServer.Work.none()), List.of(), scaled);
        ApiServerClient client =
            new ApiServerClient(
                ApiServerClient.Entry.local(server.server.port(), "/validate"),
                server.trust(),
                Duration.ofMillis(900),
                System::nanoTime)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        Random random = new Random(i);
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      for (int call = 0; call < calls; call++) {
                        TestServer.Work.pause(Duration.ofMillis(random.nextInt(290, 950))).run();
                        ApiServerClient.Outcome outcome = client.call(REVIEW);
                        if (!(outcome instanceof ApiServerClient.Outcome.Answered)) {
                          failed.add(outcome);
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failed).isEmpty();
    }
  }

  @Test
  void slowConnectionsAreCutAndSlowNobodyElse() throws Exception {
    int slow = Size.of(100, 1_000);
    // Above the limit they would be cut before their time.
    try (TestServer server = configured("limits: {connections: 1500}", List.of());
        ApiServerClient client = server.client()) {
      client.call(REVIEW);
      List<Slow> connections = new ArrayList<>();
      for (int i = 0; i < slow; i++) {
        connections.add(new Slow(server, i % 3));
      }
      List<Long> latencies = new ArrayList<>();
      long end = System.nanoTime() + Duration.ofSeconds(13).toNanos();
      while (System.nanoTime() < end) {
        long begin = System.nanoTime();
        assertThat(client.call(REVIEW)).isInstanceOf(ApiServerClient.Outcome.Answered.class);
        latencies.add(System.nanoTime() - begin);
        TestServer.Work.pause(Duration.ofMillis(Size.of(50, 5))).run();
      }
      latencies.sort(null);
      assertThat(Duration.ofNanos(latencies.get(latencies.size() * 99 / 100)))
          .isLessThan(Duration.ofMillis(Size.of(1_000, 50)));
      for (Slow connection : connections) {
        double deadline = connection.body ? 10 : 5;
        assertThat(connection.cutSecondsAfter(connection.opened)).isGreaterThan(deadline - 0.5);
        assertThat(connection.cutSecondsAfter(connection.written)).isLessThan(deadline + 2.5);
      }
    }
  }

  /// A connection on which a byte comes every second: of a handshake, of headers, of a body.
  private static final class Slow {
    private final boolean body;
    private final Socket socket;
    private final long opened = System.nanoTime();
    private final long written;
    private volatile long end;

    Slow(TestServer server, int sort) throws IOException {
      body = sort == 2;
      socket =
          sort == 0
              ? new Socket(java.net.InetAddress.getLoopbackAddress(), server.server.port())
              : server.trust().connect(server.server.port());
      OutputStream out = socket.getOutputStream();
      String head = "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
      if (sort > 0) {
        out.write((body ? head + "Content-Length: 100000\r\n\r\n" : head).getBytes(UTF_8));
        out.flush();
      }
      written = System.nanoTime();
      Thread.ofVirtual().start(this::watch);
      Thread.ofVirtual().start(this::drip);
    }

    private void watch() {
      try {
        while (WireResponse.read(socket.getInputStream()).isPresent()) {
          // An answer before the cut is fine.
        }
      } catch (IOException | RuntimeException _) {
        // Cut.
      }
      end = System.nanoTime();
    }

    private void drip() {
      while (end == 0) {
        TestServer.Work.pause(Duration.ofSeconds(1)).run();
        try {
          socket.getOutputStream().write(socket instanceof SSLSocket ? 'x' : 22);
          socket.getOutputStream().flush();
        } catch (IOException _) {
          return; // Cut.
        }
      }
    }

    /// The server's time begins somewhere between the opening and the last byte written.
    double cutSecondsAfter(long begin) {
      return end == 0 ? Double.MAX_VALUE : (end - begin) / 1e9;
    }
  }

  private static TestServer configured(String config, List<X509Certificate> clients) {
    return new TestServer(
        config,
        TestServer.allow(TestServer.Work.none()),
        clients,
        ConnectionGuard.Deadlines.DEFAULT);
  }
}
