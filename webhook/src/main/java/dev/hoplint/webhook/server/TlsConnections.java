package dev.hoplint.webhook.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// How connections come in, and how many.
///
/// @param most connections at one time that are served
record TlsConnections(
    TlsContext tls,
    ConnectionGuard guard,
    Crowd crowd,
    ConnectionGuard.Deadlines deadlines,
    int most,
    MeterRegistry metrics) {
  /// Connections that the kernel holds for this process.
  private static final int WAITING = 512;

  ServerConnector connector(Server server, HttpConfiguration http) {
    FreshHandshakes handshakes = new FreshHandshakes(tls, crowd, deadlines.handshake(), metrics);
    // Native TLS copies what is on the heap through a direct buffer of its own for each connection.
    boolean direct = NativeTls.provider().isPresent();
    handshakes.setDirectBuffersForEncryption(direct);
    handshakes.setDirectBuffersForDecryption(direct);
    http.setUseInputDirectByteBuffers(direct);
    http.setUseOutputDirectByteBuffers(direct);
    ServerConnector connector =
        new ServerConnector(server, 1, -1, handshakes, new HttpConnectionFactory(http));
    connector.setIdleTimeout(deadlines.idle().toMillis());
    connector.setAcceptQueueSize(WAITING);
    connector.addBean(guard);
    // The guard makes room by closing what is least useful. When the machine does not even come to
    // that, more connections wait in the kernel, where they take no memory of this process.
    connector.addBean(new NetworkConnectionLimit(most + most / 4, connector));
    return connector;
  }
}
