package dev.hoplint.webhook.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Few callers of a server on this machine that only warms up. What they get is not looked at.
final class Rehearsal {
  private static final int CALLERS = 4;
  private static final int CALLS_PER_CONNECTION = 8;
  private static final int PATIENCE_MILLIS = 2_000;
  private static final String LENGTH = "content-length:";

  private final int port;
  private final List<byte[]> reviews;
  private final SSLContext tls;
  private final AtomicInteger next = new AtomicInteger();

  /// @throws GeneralSecurityException where this JVM knows no TLS
  Rehearsal(int port, List<byte[]> reviews) throws GeneralSecurityException {
    this.port = port;
    this.reviews = reviews;
    this.tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anyone()}, null);
  }

  void run(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        callers.execute(
            () -> {
              do {
                call(end);
              } while (System.nanoTime() < end);
            });
      }
    }
  }

  private void call(long end) {
    try (Socket socket =
        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      for (int i = 0; i < CALLS_PER_CONNECTION && (i == 0 || System.nanoTime() < end); i++) {
        out.write(request(reviews.get(Math.floorMod(next.getAndIncrement(), reviews.size()))));
        out.flush();
        skipAnswer(in);
      }
    } catch (IOException _) {
      // A slow machine: what ran until now is as warm as it will be.
    }
  }

  private static byte[] request(byte[] review) {
    byte[] head =
        """
        POST %s?timeout=3s HTTP/1.1\r
        Host: warm-up\r
        Content-Type: application/json\r
        Accept: application/json, */*\r
        Content-Length: %d\r
        \r
        """
            .formatted(ReviewServer.PATH, review.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + review.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(review, 0, request, head.length, review.length);
    return request;
  }

  private static void skipAnswer(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith(LENGTH)) {
        length = Integer.parseInt(lower.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /// It is this process that is called.
  private static final class Anyone implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
