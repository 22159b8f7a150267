package dev.hoplint.dialect.nginx.oracle;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A backend that answers with the location that asked (header `X-Location`) and the request target
/// as it arrived: `17 /cart?x`. Location 404 is the default backend. A target that contains `slow`
/// waits.
final class UpstreamStub implements AutoCloseable {
  private static final long SLOW = 2_500;

  private final ServerSocket socket;

  UpstreamStub() throws IOException {
    socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void serve(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      for (String head = HttpText.head(in); !head.isEmpty(); head = HttpText.head(in)) {
        in.skipNBytes(Long.parseLong(HttpText.header(head, "content-length").orElse("0")));
        String target = head.split(" ", 3)[1];
        if (target.contains("slow")) {
          Thread.sleep(SLOW);
        }
        String body = HttpText.header(head, "x-location").orElse("-") + " " + target;
        String status = body.startsWith("404 ") ? "404 Not Found" : "200 OK";
        String answer =
            "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      }
    } catch (IOException _) {
      // The other side is gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
