package dev.hoplint.webhook.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS that shakes hands beside its other work, and only with who may still be there.
///
/// A handshake is what costs most here, and an API server that finds no idle connection makes a new
/// one. Without bounds a pause becomes a crowd, the crowd takes all time for handshakes, and the
/// calls on connections that are there already wait behind it. So what costs most of a handshake is
/// done for few connections at one time, the youngest first, and where many wait, one that comes to
/// be dealt with late is closed.
final class FreshHandshakes extends SslConnectionFactory {
  private static final Logger LOG = LoggerFactory.getLogger(FreshHandshakes.class);
  private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};
  private static final long LONGEST_ANSWER_MILLIS = 1_000;

  private final ThreadPoolExecutor threads = newestFirst();
  private final long patienceNanos;
  private final Crowd crowd;
  private final Counter shed;

  /// @param patience from the connection to the first look at what came over it
  FreshHandshakes(
      SslContextFactory.Server tls, Crowd crowd, Duration patience, MeterRegistry metrics) {
    super(tls, "http/1.1");
    this.crowd = crowd;
    this.patienceNanos = patience.toNanos();
    this.shed = Counter.builder("hoplint.shed").tag("reason", "handshake").register(metrics);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint end, SSLEngine engine) {
    return new Fresh(connector, end, engine);
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    threads.shutdownNow();
  }

  private static ThreadPoolExecutor newestFirst() {
    int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    BlockingQueue<Runnable> stack =
        new LinkedBlockingDeque<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean offer(Runnable task) {
            return offerFirst(task);
          }
        };
    return new ThreadPoolExecutor(
        most,
        most,
        0,
        TimeUnit.SECONDS,
        stack,
        Thread.ofPlatform().name("handshake-", 0).daemon().factory());
  }

  private final class Fresh extends SslConnection {
    private final long opened = System.nanoTime();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch answered = new CountDownLatch(1);

    Fresh(Connector connector, EndPoint end, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          end,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
      crowd.joined();
    }

    @Override
    public void onFillable() {
      boolean crowded = crowd.isThere();
      if (!begin()) {
        super.onFillable();
      } else if (crowded && isLate()) {
        shed();
      } else {
        threads.execute(() -> hello(crowded));
      }
    }

    /// Waits until what the client said first has its answer. A quick client says more at once, and
    /// what that leads to can take any time: so it runs where all requests do.
    private void hello(boolean crowded) {
      if (crowded && isLate()) {
        shed();
        return;
      }
      getExecutor()
          .execute(
              () -> {
                try {
                  super.onFillable();
                } finally {
                  answered.countDown();
                }
              });
      try {
        var _ = answered.await(LONGEST_ANSWER_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt(); // The server ends.
      }
    }

    @Override
    protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] in, ByteBuffer out)
        throws SSLException {
      SSLEngineResult result = super.wrap(engine, in, out);
      answered.countDown();
      return result;
    }

    private boolean isLate() {
      return System.nanoTime() - opened > patienceNanos;
    }

    private void shed() {
      shed.increment();
      getEndPoint().close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      begin();
      super.onClose(cause);
      free(getSSLEngine());
    }

    /// What is native of an engine is given back when both its sides are closed and what it had
    /// left to say was taken from it; else with some later collection, and there are few of those.
    private void free(SSLEngine engine) {
      try {
        engine.closeOutbound();
        ByteBuffer lost = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        while (!engine.isOutboundDone() && super.wrap(engine, NOTHING, lost).bytesProduced() > 0) {
          lost.clear();
        }
        engine.closeInbound();
      } catch (SSLException | RuntimeException closed) {
        LOG.atTrace().setCause(closed).log("a connection ended without a last word");
      }
    }

    /// Whether it had not begun yet.
    private boolean begin() {
      boolean first = begun.compareAndSet(false, true);
      if (first) {
        crowd.left();
      }
      return first;
    }
  }
}
