package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.WireResponse;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/// Which connections go where there are too many.
class ConnectionGuardTest {
  private static final byte[] REVIEW = "{}".getBytes(UTF_8);

  private static TestServer server() {
    return new TestServer(
        "limits: {connections: 10}",
        TestServer.allow(TestServer.Work.none()),
        List.of(),
        ConnectionGuard.Deadlines.DEFAULT);
  }

  @Test
  void whereThereAreTooManyTheLongestIdleGo() throws Exception {
    List<SSLSocket> idle = new ArrayList<>();
    try (TestServer server = server();
        ApiServerClient client = server.client()) {
      // Each one above twelve waits until somebody was idle for a second.
      for (int i = 0; i < 30; i++) {
        idle.add(server.trust().connect(server.server.port()));
        assertThat(client.call(REVIEW)).isInstanceOf(ApiServerClient.Outcome.Answered.class);
      }
      assertThat(client.dials()).as("who is in use stays").isEqualTo(1);
      Eventually.await(
          "some are closed",
          () -> server.metrics.get("hoplint.admission.connections").gauge().value() <= 10);
      idle.getFirst().setSoTimeout(10_000);
      assertThat(idle.getFirst().getInputStream().read()).isNegative();
    } finally {
      for (SSLSocket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void whoCameJustNowStaysWhereThereAreTooMany() throws Exception {
    List<SSLSocket> young = new ArrayList<>();
    try (TestServer server = server()) {
      for (int i = 0; i < 12; i++) {
        young.add(server.trust().connect(server.server.port()));
      }
      // Long enough to be looked at.
      Thread.sleep(400);
      for (SSLSocket socket : young) {
        socket
            .getOutputStream()
            .write(
                "POST /validate HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(UTF_8));
        assertThat(WireResponse.read(socket.getInputStream())).isPresent();
      }
      Eventually.await(
          "some are closed",
          () -> server.metrics.get("hoplint.admission.connections").gauge().value() <= 10);
    } finally {
      for (SSLSocket socket : young) {
        socket.close();
      }
    }
  }
}
