package dev.hoplint.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/// The API server as a client of one webhook entry, after apiserver's `util/webhook/client.go` and
/// `admission/plugin/webhook`, client-go's `rest/request.go` and `with_retry.go`, and Go's
/// `net/http/transport.go`: HTTP/1.1 over TLS; at most 25 idle connections, the last used first,
/// given up after 90 s; a POST on a connection that dies is not repeated; 429 and 5xx with an
/// integer `Retry-After` are repeated up to 10 times inside the timeout. Safe for many threads.
public final class ApiServerClient implements AutoCloseable {
  private static final int RETRIES = 10;

  private final Entry entry;
  private final Duration idleTimeout;
  private final LongSupplier nanos;
  private final AtomicLong dials = new AtomicLong();
  private volatile ConnectionPool<KeptConnection> pool;

  /// A webhook entry, as far as its client reads it.
  ///
  /// @param address where it is reached
  /// @param name of the Service, `hoplint.hoplint.svc`
  /// @param timeout what `timeoutSeconds` says
  public record Entry(InetSocketAddress address, String name, String path, Duration timeout) {
    /// An entry of this machine with the longest usual patience.
    public static Entry local(int port, String path) {
      return new Entry(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          "localhost",
          path,
          Duration.ofSeconds(10));
    }

    public Entry within(Duration other) {
      return new Entry(address, name, path, other);
    }
  }

  /// How a call ended.
  public sealed interface Outcome {
    /// @param attempts how often it was sent
    record Answered(WireResponse response, int attempts) implements Outcome {}

    /// What the API server calls a failure to call the webhook.
    record Failed(String why, int attempts) implements Outcome {}
  }

  public ApiServerClient(Entry entry, Trust trust) {
    this(entry, trust, ConnectionPool.IDLE_TIME, System::nanoTime);
  }

  /// One whose handshakes may cost as little as an API server's: those of the JDK take more of the
  /// processors than a webhook under load.
  ///
  /// @param tls of any provider
  public ApiServerClient(Entry entry, SSLContext tls) {
    this(entry, tls, ConnectionPool.IDLE_TIME, System::nanoTime);
  }

  /// @param idleTimeout how long idle connections are kept, on the given clock
  public ApiServerClient(Entry entry, Trust trust, Duration idleTimeout, LongSupplier nanos) {
    this(entry, trust.context(), idleTimeout, nanos);
  }

  private ApiServerClient(Entry entry, SSLContext tls, Duration idleTimeout, LongSupplier nanos) {
    this.entry = entry;
    this.idleTimeout = idleTimeout;
    this.nanos = nanos;
    this.pool = pool(tls);
  }

  /// The entry has another `caBundle`: from now on there is another client with connections of its
  /// own; those of the old one idle out.
  public void trust(Trust other) {
    pool = pool(other.context());
  }

  public void trust(X509Certificate... bundle) {
    trust(Trust.in(bundle));
  }

  /// How many connections were opened.
  public long dials() {
    return dials.get();
  }

  /// Sends one review, with repetitions, inside the entry's timeout.
  public Outcome call(byte[] review) {
    long deadline = System.nanoTime() + entry.timeout().toNanos();
    byte[] request = request(review);
    int attempts = 0;
    while (true) {
      attempts++;
      try {
        WireResponse response = exchange(pool, request, deadline);
        Optional<Integer> wait = retryAfter(response);
        if (wait.isEmpty() || attempts > RETRIES) {
          return new Outcome.Answered(response, attempts);
        }
        long pause = TimeUnit.SECONDS.toNanos(wait.get());
        if (System.nanoTime() + pause > deadline) {
          return new Outcome.Failed("context deadline exceeded", attempts);
        }
        TimeUnit.NANOSECONDS.sleep(pause);
      } catch (TimeoutException late) {
        return new Outcome.Failed("context deadline exceeded", attempts);
      } catch (IOException failed) {
        return new Outcome.Failed(String.valueOf(failed.getMessage()), attempts);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new Outcome.Failed("context canceled", attempts);
      }
    }
  }

  private static Optional<Integer> retryAfter(WireResponse response) {
    if (response.status() != 429 && response.status() < 500) {
      return Optional.empty();
    }
    return response
        .header("retry-after")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt);
  }

  private byte[] request(byte[] review) {
    long seconds = Math.max(1, (entry.timeout().toMillis() + 999) / 1_000);
    byte[] head =
        ("POST "
                + entry.path()
                + "?timeout="
                + seconds
                + "s HTTP/1.1\r\nHost: "
                + entry.name()
                + ":443\r\nUser-Agent: kube-apiserver-admission\r\nContent-Length: "
                + review.length
                + "\r\nAccept: application/json, */*\r\nContent-Type: application/json\r\n"
                + "Accept-Encoding: gzip\r\n\r\n")
            .getBytes(ISO_8859_1);
    byte[] all = new byte[head.length + review.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(review, 0, all, head.length, review.length);
    return all;
  }

  @Override
  public void close() {
    pool.close();
  }

  private ConnectionPool<KeptConnection> pool(SSLContext tls) {
    return new ConnectionPool<>(
        () -> {
          dials.incrementAndGet();
          return new KeptConnection(Trust.connect(tls, entry.address(), entry.name(), List.of()));
        },
        idleTimeout,
        nanos);
  }

  private static WireResponse exchange(
      ConnectionPool<KeptConnection> pool, byte[] request, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    while (true) {
      KeptConnection connection = pool.take(deadline);
      boolean answered = false;
      try {
        CompletableFuture<WireResponse> result = connection.send(request);
        WireResponse response = result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        answered = true;
        pool.give(connection);
        return response;
      } catch (KeptConnection.NothingWritten _) {
        // Another one may do.
      } catch (ExecutionException failed) {
        Throwable why = failed.getCause();
        throw new IOException(why == null ? "EOF" : String.valueOf(why.getMessage()));
      } finally {
        if (!answered) {
          connection.close();
        }
      }
    }
  }
}
