package dev.hoplint.harness;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One kept-alive connection as Go's HTTP transport keeps it: a thread of its own always reads, so
/// that the server's end of it is noticed while it idles.
final class KeptConnection implements ConnectionPool.Connection {
  private final Socket socket;
  private final OutputStream out;
  private final AtomicReference<@Nullable CompletableFuture<WireResponse>> waiting =
      new AtomicReference<>(null);
  private volatile boolean dead;

  KeptConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.out = socket.getOutputStream();
    InputStream in = new BufferedInputStream(socket.getInputStream());
    Thread.ofVirtual().name("sim-read").start(() -> read(in));
  }

  @Override
  public boolean isDead() {
    return dead;
  }

  /// The connection was dead before anything was written, so that another one may be tried.
  static final class NothingWritten extends IOException {
    private static final long serialVersionUID = 1L;

    NothingWritten() {
      super("the connection was closed while it was idle");
    }
  }

  /// Sends a request; the result comes, or fails as the transport's error does.
  CompletableFuture<WireResponse> send(byte[] request) throws IOException {
    CompletableFuture<WireResponse> result = new CompletableFuture<>();
    waiting.set(result);
    if (dead) {
      throw new NothingWritten();
    }
    try {
      out.write(request);
      out.flush();
    } catch (IOException broken) {
      // A server may answer before it has read everything, and close; the answer counts.
      if (!answered(result)) {
        throw broken;
      }
    }
    return result;
  }

  private static boolean answered(CompletableFuture<WireResponse> result) {
    try {
      result.get(200, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read(InputStream in) {
    IOException why = new IOException("EOF");
    try {
      while (true) {
        Optional<WireResponse> response = WireResponse.read(in);
        if (response.isEmpty()) {
          break;
        }
        boolean closes = response.get().closes();
        if (closes) {
          dead = true;
        }
        @Nullable CompletableFuture<WireResponse> one = waiting.getAndSet(null);
        if (one == null) {
          break;
        }
        one.complete(response.get());
        if (closes) {
          break;
        }
      }
    } catch (IOException | RuntimeException broken) {
      why = broken instanceof IOException io ? io : new IOException(broken);
    }
    dead = true;
    @Nullable CompletableFuture<WireResponse> one = waiting.getAndSet(null);
    if (one != null) {
      one.completeExceptionally(why);
    }
    close();
  }

  @Override
  public void close() {
    dead = true;
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
