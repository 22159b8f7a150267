package dev.hoplint.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.harness.Size;
import dev.hoplint.webhook.tls.ServingCertificate;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A certificate is exchanged without a pause between two times; in nature there are weeks.
class CertificateExchangeTest {
  private static final int CONNECTIONS = Size.of(300, 10_000);

  private final TestServer server = new TestServer(TestServer.allow(TestServer.Work.none()));
  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread exchanges = Thread.ofPlatform().start(this::exchange);

  private void exchange() {
    ServingCertificate certificate = server.certificates.current().orElseThrow();
    while (!over.get()) {
      server.server.exchange(certificate);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    over.set(true);
    exchanges.join();
    server.close();
  }

  @Test
  void noHandshakeFails() throws IOException {
    for (int i = 0; i < CONNECTIONS; i++) {
      try (SSLSocket socket = server.trust().connect(server.server.port())) {
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      }
    }
  }

  @Test
  void noOlderVersionIsSpokenInBetween() {
    for (int i = 0; i < CONNECTIONS; i++) {
      assertThatThrownBy(() -> server.trust().connect(server.server.port(), "TLSv1.2"))
          .isInstanceOf(IOException.class);
    }
  }
}
