package dev.hoplint.cluster;

import dev.hoplint.cluster.ApiRequests.Reply;
import dev.hoplint.cluster.ClusterObjects.Read;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;

/// Keeps the index told of one kind: lists it, watches from there, and starts again with a list
/// whenever the watch says anything that cannot be followed. It never gives up.
///
/// Lists ask for the present state (no `resourceVersion`): what an API server would answer from its
/// cache may be older than what was seen before.
final class Reflector implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reflector.class);
  private static final int PAGE = 500;

  /// What a reflector tells, in order, from one thread.
  interface Sink {
    /// This is all there is.
    void listed(Reflector from, List<Read> objects);

    void changed(Reflector from, Read object);

    void removed(Reflector from, Read object);

    /// It cannot be watched: nothing is known of it any more.
    void refused(Reflector from);
  }

  /// The API server says no: the rights are missing, or the kind is.
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /// The version to watch from is not kept any more, or what came contradicts what came before.
  private static final class RelistException extends IOException {
    private static final long serialVersionUID = 1L;

    RelistException(String message) {
      super(message);
    }
  }

  private final WatchedKind kind;
  private final ApiRequests api;
  private final WatchTimes times;
  private final InstantSource clock;
  private final Sink sink;
  private final KindState state;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();

  private volatile boolean closed;
  private volatile @Nullable Reply open;
  private volatile String version = "";
  private volatile boolean relist;
  private volatile boolean restarted;
  private boolean awake;
  private boolean paged = true;
  private OptionalInt retryAfter = OptionalInt.empty();

  Reflector(KindState state, ApiRequests api, WatchTimes times, InstantSource clock, Sink sink) {
    this.kind = state.kind();
    this.state = state;
    this.api = api;
    this.times = times;
    this.clock = clock;
    this.sink = sink;
    thread = Thread.ofVirtual().name("reflector-" + kind.plural()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  WatchedKind kind() {
    return kind;
  }

  KindState state() {
    return state;
  }

  /// The version of the youngest state that was seen.
  String version() {
    return version;
  }

  /// Ends the watch, and any pause, and lists anew.
  void relist() {
    relist = true;
    restart();
  }

  /// Ends the watch, and any pause, and watches again from where it was.
  void restart() {
    restarted = true;
    Reply watch = open;
    if (watch != null) {
      ApiRequests.closeQuietly(watch);
    }
    lock.lock();
    try {
      awake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed = true;
    restart();
    thread.interrupt();
  }

  private void run() {
    int failures = 0;
    while (!closed) {
      long began = System.nanoTime();
      boolean failed = false;
      try {
        retryAfter = OptionalInt.empty();
        restarted = false;
        if (relist) {
          relist = false;
          version = "";
        }
        if (version.isEmpty()) {
          list();
        }
        watch();
      } catch (InterruptedException e) {
        break;
      } catch (IOException | RuntimeException e) {
        failed = !closed && !(restarted && e instanceof IOException);
        if (failed) {
          report(e);
        }
      }
      boolean lasted = System.nanoTime() - began > times.longestPause().toNanos();
      failures = lasted ? (failed ? 1 : 0) : failures + 1;
      pause(failures);
    }
  }

  private void report(Exception e) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    if (e instanceof RefusedException) {
      if (state.phase() != ClusterHealth.Phase.REFUSED) {
        LOG.atWarn().addKeyValue("kind", kind.kind()).addKeyValue("why", why).log("not watched");
        sink.refused(this);
      }
      version = "";
      state.refused(clock.instant(), why);
      return;
    }
    if (e instanceof RelistException || e instanceof RuntimeException) {
      version = "";
    }
    boolean first = state.lost(clock.instant(), why);
    LOG.atLevel(first ? Level.INFO : Level.DEBUG)
        .addKeyValue("kind", kind.kind())
        .addKeyValue("why", why)
        .log("watch lost");
  }

  private void list() throws IOException, InterruptedException {
    List<Read> objects = new ArrayList<>();
    String rest = "";
    String first = "";
    do {
      String query =
          paged ? "?limit=" + PAGE + (rest.isEmpty() ? "" : "&continue=" + coded(rest)) : "";
      JsonObjects.Page page = page(query, objects);
      first = first.isEmpty() ? page.version() : first;
      rest = page.rest();
    } while (!rest.isEmpty());
    paged = true;
    if (state.phase() == ClusterHealth.Phase.REFUSED) {
      // Whoever may list but not watch must not appear and vanish in turns.
      open(watchPath(first)).close();
    }
    sink.listed(this, objects);
    version = first;
    state.listed(clock.instant());
  }

  private JsonObjects.Page page(String query, List<Read> objects)
      throws IOException, InterruptedException {
    try (Reply reply = checked(api.get(kind.path() + query, times.probe()))) {
      ScheduledFuture<?> limit = api.closeAfter(reply, times.listing());
      try {
        return JsonObjects.list(
            new BufferedInputStream(reply.body()), item -> read(item).ifPresent(objects::add));
      } finally {
        limit.cancel(false);
      }
    } catch (RelistException e) {
      paged = false;
      throw e;
    } catch (JacksonException e) {
      throw new IOException("the list cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private void watch() throws IOException, InterruptedException {
    try (Reply reply = open(watchPath(version))) {
      open = reply;
      if (relist || closed) {
        return;
      }
      state.alive(clock.instant());
      Lines lines = new Lines(reply.body());
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        event(line.get());
      }
    } finally {
      open = null;
    }
  }

  private Reply open(String path) throws IOException, InterruptedException {
    return checked(api.get(path, times.probe()));
  }

  private String watchPath(String since) {
    return kind.path()
        + "?watch=true&allowWatchBookmarks=true&resourceVersion="
        + coded(since)
        + "&timeoutSeconds="
        + Math.max(1, (long) (times.watch().toSeconds() * (1 + random())));
  }

  private void event(byte[] line) throws IOException {
    Map<String, Object> event;
    try {
      event = JsonObjects.object(line, line.length);
    } catch (JacksonException e) {
      throw new RelistException("an event that cannot be read");
    }
    if (!(event.get("object") instanceof Map<?, ?> untyped)) {
      throw new RelistException("an event without an object");
    }
    @SuppressWarnings("unchecked") // JSON has no other keys.
    Map<String, Object> object = (Map<String, Object>) untyped;
    String type = String.valueOf(event.get("type"));
    if (type.equals("ERROR")) {
      throw new RelistException(
          "the watch says " + object.get("code") + ": " + object.get("message"));
    }
    boolean news = follows(object);
    switch (type) {
      case "BOOKMARK" -> state.alive(clock.instant());
      case "ADDED", "MODIFIED", "DELETED" -> {
        if (news) {
          boolean gone = type.equals("DELETED");
          read(object)
              .ifPresent(
                  read -> {
                    if (gone) {
                      sink.removed(this, read);
                    } else {
                      sink.changed(this, read);
                    }
                  });
        }
        state.event(clock.instant());
      }
      default -> throw new RelistException("an event of type " + type);
    }
  }

  /// Whether it is younger than what was seen. Versions of one resource grow, and can be compared
  /// as numbers; what is older than what was seen has no place in a watch.
  private boolean follows(Map<String, Object> object) throws RelistException {
    Object said =
        object.get("metadata") instanceof Map<?, ?> metadata
            ? metadata.get("resourceVersion")
            : null;
    if (said == null) {
      throw new RelistException("an event without a version");
    }
    String next = said.toString();
    if (next.equals(version)) {
      return false;
    }
    if (number(next) < number(version)) {
      throw new RelistException("version " + next + " came after " + version);
    }
    version = next;
    return true;
  }

  private static long number(String version) throws RelistException {
    try {
      return Long.parseLong(version);
    } catch (NumberFormatException e) {
      throw new RelistException("version " + version + " is no number");
    }
  }

  private Optional<Read> read(Map<String, Object> object) {
    try {
      return Optional.of(ClusterObjects.read(kind, object));
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("kind", kind.kind()).setCause(e).log("an object cannot be read");
      return Optional.empty();
    }
  }

  private Reply checked(Reply reply) throws IOException {
    if (reply.isSuccess()) {
      return reply;
    }
    retryAfter = reply.retryAfterSeconds();
    reply.close();
    throw switch (reply.status()) {
      case 403 -> new RefusedException("no right to list and watch " + kind.plural() + " (403)");
      case 404 -> new RefusedException("the API server has no " + kind.plural() + " (404)");
      case 410 -> new RelistException("the version is too old (410)");
      default -> new IOException("the API server answers " + reply.status());
    };
  }

  private void pause(int failures) {
    long nanos = times.pause(failures, random()).toNanos();
    if (retryAfter.isPresent()) {
      long asked = TimeUnit.SECONDS.toNanos(Math.min(30, retryAfter.getAsInt()));
      nanos = Math.max(nanos, asked);
    }
    lock.lock();
    try {
      while (!closed && !awake && nanos > 0) {
        nanos = woken.awaitNanos(nanos);
      }
      awake = false;
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
