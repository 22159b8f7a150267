package dev.hoplint.webhook.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/// TLS that shakes hands only with who may still be there. A handshake is what costs most here, and
/// an API server that waits for answers makes a new connection for each further call: where many
/// wait, one that comes to be dealt with late is closed at once. Or else all time goes into
/// handshakes that nobody waits for any more, and none of the calls is answered.
final class FreshHandshakes extends SslConnectionFactory {
  /// Fewer that wait are a slow machine, not a crowd.
  static final int CROWD = 64;

  private final long patienceNanos;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Counter shed;

  /// @param patience from the connection to the first look at what came over it
  FreshHandshakes(SslContextFactory.Server tls, Duration patience, MeterRegistry metrics) {
    super(tls, "http/1.1");
    this.patienceNanos = patience.toNanos();
    this.shed = Counter.builder("hoplint.shed").tag("reason", "handshake").register(metrics);
  }

  @Override
  protected SslConnection newSslConnection(Connector connector, EndPoint end, SSLEngine engine) {
    return new Fresh(connector, end, engine);
  }

  private final class Fresh extends SslConnection {
    private final long opened = System.nanoTime();
    private final AtomicBoolean begun = new AtomicBoolean();

    Fresh(Connector connector, EndPoint end, SSLEngine engine) {
      super(
          connector.getByteBufferPool(),
          connector.getExecutor(),
          getSslContextFactory(),
          end,
          engine,
          isDirectBuffersForEncryption(),
          isDirectBuffersForDecryption());
      waiting.incrementAndGet();
    }

    @Override
    public void onFillable() {
      boolean crowded = waiting.get() > CROWD;
      if (begin() && crowded && System.nanoTime() - opened > patienceNanos) {
        shed.increment();
        getEndPoint().close();
        return;
      }
      super.onFillable();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
      begin();
      super.onClose(cause);
    }

    /// Whether it had not begun yet.
    private boolean begin() {
      boolean first = begun.compareAndSet(false, true);
      if (first) {
        waiting.decrementAndGet();
      }
      return first;
    }
  }
}
