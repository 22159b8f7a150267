package dev.hoplint.harness;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Kept connections as Go's `net/http/transport.go` keeps them (`getConn`, `dialConnFor`,
/// `tryPutIdleConn`): a call that finds none idle dials, but takes one that becomes idle meanwhile,
/// and the dialled one then waits for the next call. Of those that are idle, few are kept, and not
/// for long; the last used goes first. Safe for many threads.
public final class ConnectionPool<C extends ConnectionPool.Connection> implements AutoCloseable {
  /// How many idle connections an API server keeps for one host.
  public static final int IDLE_CONNECTIONS = 25;

  /// How long.
  public static final Duration IDLE_TIME = Duration.ofSeconds(90);

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Idle<C>> idle = new ArrayDeque<>();
  private final Deque<CompletableFuture<C>> waiting = new ArrayDeque<>();
  private final Dial<C> dial;
  private final long idleNanos;
  private final LongSupplier nanos;
  private boolean closed;

  /// What is kept.
  public interface Connection extends AutoCloseable {
    /// Whether it is known that it cannot be used any more.
    boolean isDead();

    @Override
    void close();
  }

  /// Opens a connection.
  @FunctionalInterface
  public interface Dial<C> {
    C open() throws IOException;
  }

  /// @param since of the pool's clock
  private record Idle<C>(C connection, long since) {}

  public ConnectionPool(Dial<C> dial) {
    this(dial, IDLE_TIME, System::nanoTime);
  }

  /// @param idleTime how long idle connections are kept, on the given clock
  public ConnectionPool(Dial<C> dial, Duration idleTime, LongSupplier nanos) {
    this.dial = dial;
    this.idleNanos = idleTime.toNanos();
    this.nanos = nanos;
  }

  /// @param deadline of [System#nanoTime()]
  /// @throws TimeoutException when there is none by then
  /// @throws IOException where the dialled one failed before another one became idle
  public C take(long deadline) throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<C> mine = new CompletableFuture<>();
    lock.lock();
    try {
      for (Idle<C> last = idle.pollLast(); last != null; last = idle.pollLast()) {
        boolean young = nanos.getAsLong() - last.since() <= idleNanos;
        if (young && !last.connection().isDead()) {
          return last.connection();
        }
        last.connection().close();
      }
      waiting.addLast(mine);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().start(() -> dial(mine));
    return await(mine, deadline);
  }

  private void dial(CompletableFuture<C> call) {
    try {
      C connection = dial.open();
      if (!call.complete(connection)) {
        give(connection);
      }
    } catch (IOException | RuntimeException failed) {
      call.completeExceptionally(failed);
    }
  }

  private C await(CompletableFuture<C> mine, long deadline)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return mine.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException why ? why : new IOException(failed.getCause());
    } catch (TimeoutException late) {
      if (mine.cancel(false)) {
        throw late;
      }
      return mine.join();
    } catch (InterruptedException stop) {
      if (!mine.cancel(false) && !mine.isCompletedExceptionally()) {
        give(mine.join());
      }
      throw stop;
    }
  }

  /// A connection that may be used again.
  public void give(C connection) {
    lock.lock();
    try {
      if (!connection.isDead() && (serve(connection) || keep(connection))) {
        return;
      }
    } finally {
      lock.unlock();
    }
    connection.close();
  }

  private boolean serve(C connection) {
    for (var call = waiting.pollFirst(); call != null; call = waiting.pollFirst()) {
      if (call.complete(connection)) {
        return true;
      }
    }
    return false;
  }

  private boolean keep(C connection) {
    idle.removeIf(one -> one.connection().isDead());
    if (closed || idle.size() >= IDLE_CONNECTIONS) {
      return false;
    }
    idle.addLast(new Idle<>(connection, nanos.getAsLong()));
    return true;
  }

  /// Closes what is idle, and from now on what is given back.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      idle.forEach(one -> one.connection().close());
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
