package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final FakeKube first = FakeKube.start();
  private final FakeKube second = FakeKube.start();
  private final FaultProxy proxy = FaultProxy.to(first.port());

  @AfterEach
  void close() {
    proxy.close();
    first.close();
    second.close();
  }

  @Test
  void itPassesBytesOnAndFollowsItsUpstreams() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      assertThat(ask(socket)).contains("200");
      proxy.upstreams(second.port());
      assertThat(ask(socket)).contains("200");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      assertThat(ask(socket)).contains("200");
    }
    assertThat(first.calls()).hasSize(2);
    assertThat(second.calls()).hasSize(1);
  }

  @Test
  void aHalfOpenConnectionStaysOpenAndSilentWhileNewOnesWork() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      ask(socket);
      proxy.goHalfOpen();
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(SocketTimeoutException.class);
      try (Socket other = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
        assertThat(ask(other)).contains("200");
      }
    }
  }

  @Test
  void aResetIsSeenByTheClientAndSlownessIsFelt() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      ask(socket);
      proxy.throttle(1_000);
      proxy.delay(Duration.ofMillis(20));
      long before = System.nanoTime();
      assertThat(ask(socket)).contains("200");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(39));
      proxy.reset();
      assertThatThrownBy(() -> ask(socket)).isInstanceOf(IOException.class);
    }
  }

  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /livez HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1000];
    int read = socket.getInputStream().read(buffer);
    if (read < 0) {
      throw new IOException("the connection has ended");
    }
    return new String(buffer, 0, read, StandardCharsets.US_ASCII);
  }
}
