package dev.hoplint.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads from one API server, with limits on time: nothing here waits for ever. Thread-safe.
final class ApiRequests implements AutoCloseable {
  private final KubernetesClient client;
  private final HttpClient http;
  private final String base;
  private final ScheduledExecutorService limits =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cluster-limits").factory());

  ApiRequests(KubernetesClient client) {
    this.client = client;
    http = client.getHttpClient();
    base = client.getMasterUrl().toString().replaceFirst("/+$", "");
  }

  /// What came back; closing it ends the connection where the body was not read to its end.
  record Reply(int status, OptionalInt retryAfterSeconds, InputStream body) implements Closeable {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /// Asks, and waits for the head of the answer.
  ///
  /// @param path with the query
  /// @throws IOException when there is no answer in time
  Reply get(String path, Duration limit) throws IOException, InterruptedException {
    long millis = Math.max(1, limit.toMillis());
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(base + path)
            .header("Accept", "application/json")
            .timeout(millis, TimeUnit.MILLISECONDS)
            .build();
    CompletableFuture<HttpResponse<InputStream>> asked = http.sendAsync(request, InputStream.class);
    try {
      // The client's own limit ends first; this one is for a client that fails to keep it.
      HttpResponse<InputStream> response = asked.get(2 * millis, TimeUnit.MILLISECONDS);
      return new Reply(response.code(), retryAfter(response), response.body());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException broken ? broken : new IOException(e.getCause());
    } catch (IllegalStateException e) {
      throw new IOException("the client is closed", e);
    } finally {
      if (!asked.isDone() || asked.isCompletedExceptionally()) {
        asked.cancel(true);
      }
    }
  }

  /// Ends a body that is not read to its end by then.
  ScheduledFuture<?> closeAfter(Reply reply, Duration limit) {
    return limits.schedule(() -> closeQuietly(reply), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nobody waits for it any more.
    }
  }

  private static OptionalInt retryAfter(HttpResponse<?> response) {
    String value = response.header("Retry-After");
    return value != null && value.matches("\\d{1,6}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  @Override
  public void close() {
    limits.shutdownNow();
    client.close();
  }
}
