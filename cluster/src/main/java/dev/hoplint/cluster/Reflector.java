package dev.hoplint.cluster;

import dev.hoplint.cluster.ApiRequests.Reply;
import dev.hoplint.cluster.ClusterHealth.Phase;
import dev.hoplint.cluster.ClusterObjects.Read;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
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

    /// It cannot be watched: nothing is known of it any more, and the world goes on without it.
    void off(Reflector from);
  }

  private final WatchedKind kind;
  private final ApiRequests api;
  private final WatchTimes times;
  private final InstantSource clock;
  private final Sink sink;
  private final KindState state;
  private final Predicate<KindState> alone;
  private final Thread thread;
  private final Nap nap = new Nap();

  private volatile boolean closed;
  private volatile @Nullable Reply open;
  private volatile String version = "";
  private volatile boolean relist;
  private volatile boolean restarted;
  private boolean paged = true;
  private OptionalInt retryAfter = OptionalInt.empty();

  /// @param alone whether a kind has been in trouble for long while others are not
  Reflector(
      KindState state,
      ApiRequests api,
      WatchTimes times,
      InstantSource clock,
      Sink sink,
      Predicate<KindState> alone) {
    this.alone = alone;
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
    nap.end();
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
    boolean refused = e instanceof RefusedException;
    if (refused || state.phase() == Phase.FAILING || alone.test(state)) {
      off(refused, why);
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

  /// The world goes on without the kind; it is asked for again all the same.
  private void off(boolean refused, String why) {
    if (!state.phase().isOff()) {
      LOG.atWarn().addKeyValue("kind", kind.kind()).addKeyValue("why", why).log("not watched");
      sink.off(this);
    }
    version = "";
    if (refused) {
      state.refused(clock.instant(), why);
    } else {
      state.failing(why);
    }
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
    if (state.phase().isOff()) {
      // What can be listed but not watched must not appear and vanish in turns.
      tryWatch(first);
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
    try (Reply reply =
        open(watchPath(version, (long) (times.watch().toSeconds() * (1 + random()))))) {
      open = reply;
      if (relist || closed) {
        return;
      }
      state.opened(clock.instant());
      follow(new Lines(reply.body()));
    } finally {
      open = null;
    }
  }

  private void follow(Lines lines) throws IOException {
    long opened = System.nanoTime();
    boolean told = false;
    try {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        event(WatchEvent.read(line.get()));
        told = true;
      }
    } finally {
      if (System.nanoTime() - opened > times.longestPause().toNanos()) {
        told = true;
        state.proven();
      }
    }
    if (!told) {
      // Over and over, it would look like a watch and tell nothing.
      throw new IOException("the watch ended before it told anything");
    }
  }

  /// Watches for a second, and takes nothing of it: what was told is told again.
  private void tryWatch(String since) throws IOException, InterruptedException {
    try (Reply reply = open(watchPath(since, 1))) {
      ScheduledFuture<?> limit = api.closeAfter(reply, times.probe().plusSeconds(1));
      try {
        Lines lines = new Lines(reply.body());
        for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
          WatchEvent.read(line.get());
        }
      } finally {
        limit.cancel(false);
      }
    }
  }

  private Reply open(String path) throws IOException, InterruptedException {
    return checked(api.get(path, times.probe()));
  }

  private String watchPath(String since, long seconds) {
    return kind.path()
        + "?watch=true&allowWatchBookmarks=true&resourceVersion="
        + coded(since)
        + "&timeoutSeconds="
        + Math.max(1, seconds);
  }

  private void event(WatchEvent event) throws IOException {
    Instant heard = clock.instant();
    boolean news = event.follows(version);
    version = event.version();
    switch (event.type()) {
      case BOOKMARK -> state.alive(heard);
      case ADDED, MODIFIED -> tell(event, news, heard, sink::changed);
      case DELETED -> tell(event, news, heard, sink::removed);
    }
  }

  private void tell(
      WatchEvent event, boolean news, Instant heard, BiConsumer<Reflector, Read> how) {
    if (news) {
      read(event.object()).ifPresent(object -> how.accept(this, object));
    }
    state.event(heard);
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
    closed |= !nap.take(nanos);
  }

  private static double random() {
    return ThreadLocalRandom.current().nextDouble();
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
