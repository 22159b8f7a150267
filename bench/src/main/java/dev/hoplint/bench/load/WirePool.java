package dev.hoplint.bench.load;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// Kept connections as Go's `http.Transport` keeps them: a call that finds none idle dials, but
/// takes one that becomes idle meanwhile; the dialled one then waits for the next call. Of those
/// that are idle, few are kept, and not for long. Safe for many threads.
final class WirePool implements AutoCloseable {
  static final int IDLE = 25;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<WireConnection> idle = new ArrayDeque<>();
  private final Deque<CompletableFuture<WireConnection>> waiting = new ArrayDeque<>();
  private final Dial dial;
  private boolean closed;

  /// Opens a connection.
  @FunctionalInterface
  interface Dial {
    WireConnection open() throws IOException;
  }

  WirePool(Dial dial) {
    this.dial = dial;
  }

  /// @param deadline of [System#nanoTime()]
  WireConnection take(long deadline) throws IOException {
    CompletableFuture<WireConnection> mine = new CompletableFuture<>();
    lock.lock();
    try {
      for (WireConnection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
        if (System.nanoTime() - one.idleSince() < IDLE_NANOS) {
          return one;
        }
        one.close();
      }
      waiting.addLast(mine);
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().start(() -> dial(mine));
    return await(mine, deadline);
  }

  private void dial(CompletableFuture<WireConnection> call) {
    try {
      WireConnection connection = dial.open();
      if (!call.complete(connection)) {
        give(connection);
      }
    } catch (IOException | RuntimeException failed) {
      call.completeExceptionally(failed);
    }
  }

  private WireConnection await(CompletableFuture<WireConnection> mine, long deadline)
      throws IOException {
    try {
      return mine.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException why ? why : new IOException(failed.getCause());
    } catch (TimeoutException late) {
      if (mine.cancel(false)) {
        throw new SocketTimeoutException("no connection in time");
      }
      return mine.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a connection", stop);
    }
  }

  /// A connection that can be used again.
  void give(WireConnection connection) {
    connection.idleFrom(System.nanoTime());
    lock.lock();
    try {
      for (var call = waiting.pollFirst(); call != null; call = waiting.pollFirst()) {
        if (call.complete(connection)) {
          return;
        }
      }
      if (!closed && idle.size() < IDLE) {
        idle.addFirst(connection);
        return;
      }
    } finally {
      lock.unlock();
    }
    connection.close();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      idle.forEach(WireConnection::close);
      idle.clear();
    } finally {
      lock.unlock();
    }
  }
}
