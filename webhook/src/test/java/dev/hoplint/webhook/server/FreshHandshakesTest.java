package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.harness.ApiServerClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class FreshHandshakesTest {
  private static final Duration PATIENCE = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofSeconds(60);

  private static TestServer server() {
    return new TestServer(
        "",
        TestServer.allow(TestServer.Work.none()),
        List.of(),
        new ConnectionGuard.Deadlines(PATIENCE, LONG, LONG, LONG));
  }

  @Test
  void whoComesToBeDealtWithLateIsNotShakenHandsWith() throws Exception {
    try (TestServer server = server();
        Waiting crowd = new Waiting(server, Crowd.MANY + 2)) {
      // Nobody can tell from there whether the other side was slow or this one.
      Thread.sleep(PATIENCE.multipliedBy(2));

      assertThatThrownBy(() -> shakeHands(server, crowd.sockets.getFirst()))
          .isInstanceOf(IOException.class);
      assertThat(shed(server)).isEqualTo(1);
      try (ApiServerClient client = server.client()) {
        assertThat(client.call("{}".getBytes(UTF_8)))
            .isInstanceOf(ApiServerClient.Outcome.Answered.class);
      }
    }
  }

  @Test
  void fewMayBeLate() throws Exception {
    try (TestServer server = server();
        Waiting crowd = new Waiting(server, Crowd.MANY / 2)) {
      Thread.sleep(PATIENCE.multipliedBy(2));

      shakeHands(server, crowd.sockets.getFirst());
      assertThat(shed(server)).isZero();
    }
  }

  /// Connections over which nothing came yet.
  private static final class Waiting implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Waiting(TestServer server, int size) throws IOException {
      for (int i = 0; i < size; i++) {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.server.port()));
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void whoWasShakenHandsWithMayTakeTime() throws Exception {
    try (TestServer server = server();
        ApiServerClient client = server.client()) {
      client.call("{}".getBytes(UTF_8));
      Thread.sleep(PATIENCE.multipliedBy(2));

      assertThat(client.call("{}".getBytes(UTF_8)))
          .isInstanceOf(ApiServerClient.Outcome.Answered.class);
      assertThat(client.dials()).isEqualTo(1);
      assertThat(shed(server)).isZero();
    }
  }

  private static void shakeHands(TestServer server, Socket socket) throws IOException {
    socket.setSoTimeout(10_000);
    try (SSLSocket secure =
        (SSLSocket)
            server
                .trust()
                .context()
                .getSocketFactory()
                .createSocket(socket, "localhost", server.server.port(), false)) {
      secure.startHandshake();
    }
  }

  private static double shed(TestServer server) {
    return server.metrics.get("hoplint.shed").tag("reason", "handshake").counter().count();
  }
}
