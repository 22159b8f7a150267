package dev.hoplint.webhook.server;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts connections that take too long to send what they began, and, where there are too many, the
/// least useful ones. Jetty itself only knows how long nothing at all may come, and a byte now and
/// then satisfies it.
final class ConnectionGuard implements Connection.Listener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
  private static final long SWEEP_MILLIS = 250;
  private static final long YOUNG_NANOS = 1_000_000_000L;

  private final Deadlines deadlines;
  private final int most;
  private final Map<HttpConnection, Watched> open = new ConcurrentHashMap<>();

  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("connections").factory());

  /// @param handshake until this side begins with it: of the three seconds that the API server
  ///   waits by default, enough is left for an answer
  /// @param header for the handshake, and for a request's line and headers
  /// @param body for a request's body
  /// @param idle between requests. The API server keeps idle connections for 90 s and does not
  ///   repeat a POST that meets the end of one, so this side must be the more patient
  record Deadlines(Duration handshake, Duration header, Duration body, Duration idle) {
    static final Deadlines DEFAULT =
        new Deadlines(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMinutes(3));
  }

  /// @param most connections at one time
  ConnectionGuard(Deadlines deadlines, int most) {
    this.deadlines = deadlines;
    this.most = most;
    var _ =
        sweeper.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// What a connection is doing.
  private enum Phase {
    HANDSHAKE,
    HEADERS,
    BODY,
    IDLE,
    WORKING
  }

  private static final class Watched {
    private final long opened = System.nanoTime();
    private Phase phase = Phase.HANDSHAKE;
    private long requests;
    private long since = opened;

    /// When the last request was seen; without any, when it was opened.
    private long used = opened;

    boolean isIdle() {
      return phase == Phase.IDLE;
    }

    /// When it was last of use, or began to send what it has not sent yet.
    long uselessSince() {
      return isIdle() ? used : since;
    }

    boolean isExpendable(long now) {
      return phase != Phase.WORKING && now - uselessSince() > YOUNG_NANOS;
    }
  }

  int count() {
    return open.size();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.put(http, new Watched());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      open.remove(http);
    }
  }

  /// Who sends slowly goes first, then who has been idle longest. A call may be on its way to who
  /// came, or was of use, just now; so it stays, and others wait in the kernel for a moment.
  private void makeRoom(long now) {
    int tooMany = open.size() - most;
    if (tooMany <= 0) {
      return;
    }
    open.entrySet().stream()
        .filter(entry -> entry.getValue().isExpendable(now))
        .sorted(
            Map.Entry.comparingByValue(
                Comparator.comparing(Watched::isIdle).thenComparingLong(Watched::uselessSince)))
        .limit(tooMany)
        .forEach(entry -> cut(entry.getKey(), "too many connections"));
  }

  private void sweep() {
    long now = System.nanoTime();
    open.forEach(
        (connection, watched) -> {
          try {
            look(connection, watched, now);
          } catch (RuntimeException e) {
            // It would end all sweeps to come; a connection that cannot be looked at is no loss.
            LOG.atDebug().setCause(e).log("connection not understood");
            cut(connection, "not understood");
          }
        });
    makeRoom(now);
  }

  private void look(HttpConnection connection, Watched watched, long now) {
    Phase phase = phase(connection);
    long requests = connection.getMessagesIn();
    if (phase != watched.phase || requests != watched.requests) {
      if (requests != watched.requests) {
        watched.used = now;
      }
      watched.phase = phase;
      watched.requests = requests;
      watched.since = now;
    } else if (now - watched.since > allowed(phase)) {
      cut(connection, "too slow");
    }
  }

  private long allowed(Phase phase) {
    return switch (phase) {
      case HANDSHAKE, HEADERS -> deadlines.header().toNanos();
      case BODY -> deadlines.body().toNanos();
      case IDLE, WORKING -> Long.MAX_VALUE;
    };
  }

  private static Phase phase(HttpConnection connection) {
    if (connection.getEndPoint() instanceof SslConnection.SslEndPoint secure
        && secure.getSslConnection().getSSLEngine().getSession().getProtocol().equals("NONE")) {
      return Phase.HANDSHAKE;
    }
    HttpParser parser = connection.getParser();
    if (parser.isStart()) {
      return Phase.IDLE;
    }
    if (parser.inHeaderState()) {
      return Phase.HEADERS;
    }
    return parser.inContentState() ? Phase.BODY : Phase.WORKING;
  }

  private void cut(HttpConnection connection, String why) {
    LOG.atDebug().addKeyValue("why", why).log("connection cut");
    open.remove(connection);
    EndPoint end = connection.getEndPoint();
    EndPoint network =
        end instanceof SslConnection.SslEndPoint secure
            ? secure.getSslConnection().getEndPoint()
            : end;
    network.close();
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
