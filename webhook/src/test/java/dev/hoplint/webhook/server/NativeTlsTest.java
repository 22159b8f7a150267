package dev.hoplint.webhook.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class NativeTlsTest {
  private static final byte[] BEGUN = {22, 3, 1, 0, 100, 1};

  @Test
  @EnabledOnOs(
      value = {OS.LINUX, OS.MAC, OS.WINDOWS},
      architectures = {"amd64", "x86_64", "aarch64"})
  void itsLibraryIsLoadedWhereThereIsOne() {
    assertThat(NativeTls.provider()).isPresent();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whatAnEngineHoldsIsGivenBackWithItsConnection() throws Exception {
    try (TestServer server = new TestServer(TestServer.allow(TestServer.Work.none()))) {
      connections(server, 3);
      long before = openFiles();
      connections(server, 300);
      Eventually.await("files are closed", () -> openFiles() <= before + 30);
    }
  }

  /// A third of them ends orderly, a third without a word, a third amid the handshake.
  private static void connections(TestServer server, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      if (i % 3 == 0) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
          socket.getOutputStream().write(BEGUN);
        }
      } else {
        SSLSocket socket = server.trust().connect(server.server.port());
        if (i % 3 == 1) {
          socket.setSoLinger(true, 0);
        }
        socket.close();
      }
    }
  }

  private static long openFiles() {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
