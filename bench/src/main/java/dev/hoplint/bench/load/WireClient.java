package dev.hoplint.bench.load;

import dev.hoplint.harness.ConnectionPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// Calls a webhook as the API server does: HTTP/1.1 on kept-alive connections of which 25 may idle,
/// for 90 s; an answer that asks for it is retried up to ten times within the timeout; a request
/// whose connection dies is not.
final class WireClient implements AutoCloseable {
  private static final int RETRIES = 10;

  private final InetSocketAddress address;
  private final String serverName;
  private final SSLContext tls;
  private final Duration timeout;
  private final ConnectionPool<WireConnection> pool = new ConnectionPool<>(this::open);
  private final AtomicLong handshakes = new AtomicLong();
  private final AtomicLong sheds = new AtomicLong();

  /// @param serverName what the certificate is for
  /// @param timeout of one call with all its retries
  WireClient(InetSocketAddress address, String serverName, SSLContext tls, Duration timeout) {
    this.address = address;
    this.serverName = serverName;
    this.tls = tls;
    this.timeout = timeout;
  }

  /// Returns the last answer.
  ///
  /// @throws IOException for what the API server reports as a failed call
  Reply call(Review review) throws IOException {
    return call(review, true);
  }

  /// As [#call(Review)], on a connection of its own that is closed afterwards.
  Reply callAnew(Review review) throws IOException {
    return call(review, false);
  }

  /// Opens the connections that a caller of long standing keeps, so that the first calls are as
  /// those that come later.
  void fillPool() {
    try {
      for (int i = 0; i < ConnectionPool.IDLE_CONNECTIONS; i++) {
        pool.give(open());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  long handshakes() {
    return handshakes.get();
  }

  /// Answers that asked for a retry.
  long sheds() {
    return sheds.get();
  }

  private Reply call(Review review, boolean pooled) throws IOException {
    byte[] request = request(review.body().getBytes(StandardCharsets.UTF_8));
    long deadline = System.nanoTime() + timeout.toNanos();
    for (int attempt = 0; ; attempt++) {
      Reply reply = exchange(request, deadline, pooled);
      if (!reply.asksForRetry()) {
        return reply;
      }
      sheds.incrementAndGet();
      long pause = TimeUnit.SECONDS.toNanos(reply.retryAfter().getAsInt());
      if (attempt == RETRIES || System.nanoTime() + pause >= deadline) {
        return reply;
      }
      sleep(pause);
    }
  }

  private Reply exchange(byte[] request, long deadline, boolean pooled) throws IOException {
    WireConnection connection = pooled ? pooled(deadline) : open();
    boolean keep = false;
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        throw new SocketTimeoutException("no time left for the call");
      }
      Reply reply = connection.exchange(request, (int) left);
      keep = pooled && !reply.close();
      return reply;
    } finally {
      if (keep) {
        pool.give(connection);
      } else {
        connection.close();
      }
    }
  }

  private WireConnection pooled(long deadline) throws IOException {
    try {
      return pool.take(deadline);
    } catch (TimeoutException late) {
      throw new SocketTimeoutException("no connection in time");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a connection", stop);
    }
  }

  private WireConnection open() throws IOException {
    handshakes.incrementAndGet();
    return WireConnection.open(address, serverName, tls.getSocketFactory());
  }

  private byte[] request(byte[] body) {
    byte[] head =
        """
        POST /validate?timeout=%ds HTTP/1.1\r
        Host: %s:443\r
        User-Agent: kube-apiserver-admission\r
        Content-Length: %d\r
        Accept: application/json, */*\r
        Content-Type: application/json\r
        Accept-Encoding: gzip\r
        \r
        """
            .formatted(timeout.toSeconds(), serverName, body.length)
            .getBytes(StandardCharsets.US_ASCII);
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static void sleep(long nanos) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted between two attempts", stop);
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
