package dev.hoplint.cluster;

import dev.hoplint.cluster.ApiRequests.Reply;
import dev.hoplint.resource.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Reads objects from the API server, within a time and a rate. Only kinds that may be watched, and
/// only under names that can be names: what is asked for comes out of requests.
final class LiveReads implements LiveObjects {
  /// An object of the API server is at most 3 MiB.
  private static final int LIMIT = 4 * 1024 * 1024;

  private static final long SECOND = 1_000_000_000L;

  private final Supplier<ApiRequests> api;
  private final WatchedKinds kinds = WatchedKinds.possible();
  private final long interval;

  /// When the next read may be made, in nanoseconds, as if reads were evenly spread; up to a second
  /// in the past, which lets as many reads through at once.
  private final AtomicLong next = new AtomicLong(System.nanoTime() - SECOND);

  LiveReads(Supplier<ApiRequests> api, int perSecond) {
    this.api = api;
    interval = SECOND / perSecond;
  }

  @Override
  public Answer get(ObjectRef object, Duration limit) {
    Optional<WatchedKind> kind = kinds.of(object);
    Optional<String> path = kind.flatMap(known -> known.path(object));
    if (path.isEmpty()) {
      return new Answer.Failed("objects like " + object.kind().name() + " are not read");
    }
    if (!mayRead(System.nanoTime())) {
      return new Answer.Failed("too many live reads");
    }
    try {
      return get(kind.get(), path.get(), limit);
    } catch (IOException | RuntimeException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed("interrupted");
    }
  }

  private Answer get(WatchedKind kind, String path, Duration limit)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    ApiRequests requests = api.get();
    try (Reply reply = requests.get(path, limit)) {
      if (reply.status() == 404) {
        return new Answer.Gone();
      }
      if (!reply.isSuccess()) {
        return new Answer.Failed("the API server answers " + reply.status());
      }
      Duration rest = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
      ScheduledFuture<?> cut = requests.closeAfter(reply, rest);
      try {
        return present(kind, reply.body());
      } finally {
        cut.cancel(false);
      }
    }
  }

  private static Answer present(WatchedKind kind, InputStream body) throws IOException {
    byte[] json = body.readNBytes(LIMIT);
    if (json.length == LIMIT) {
      return new Answer.Failed("the object is too large");
    }
    return new Answer.Present(
        ClusterObjects.read(kind, JsonObjects.object(json, json.length)).resource());
  }

  private boolean mayRead(long now) {
    while (true) {
      long at = next.get();
      long from = Math.max(at, now - SECOND);
      if (from > now) {
        return false;
      }
      if (next.compareAndSet(at, from + interval)) {
        return true;
      }
    }
  }
}
