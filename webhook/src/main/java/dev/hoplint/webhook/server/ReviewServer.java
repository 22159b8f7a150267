package dev.hoplint.webhook.server;

import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.javalin.Javalin;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;

/// The door for the API server: TLS, `POST /validate`.
public final class ReviewServer implements AutoCloseable {
  /// The path of all webhook entries; what follows it tells them apart in logs of the API server.
  public static final String PATH = "/validate";

  /// After so many requests a connection is given up, so that the load spreads over new replicas.
  private static final long REQUESTS_PER_CONNECTION = 10_000;

  private final Javalin javalin;
  private final TlsContext tls;
  private final ConnectionGuard guard;
  private final Evaluator evaluator;
  private volatile boolean draining;
  private int port;

  /// @param clientAuthorities whose client certificates are accepted; empty asks for none
  public ReviewServer(
      WebhookConfig config,
      ReviewHandler handler,
      ServingCertificate certificate,
      List<X509Certificate> clientAuthorities,
      MeterRegistry metrics) {
    this(
        config,
        handler,
        certificate,
        clientAuthorities,
        metrics,
        ConnectionGuard.Deadlines.DEFAULT,
        Optional.empty());
  }

  /// One on any free port that only this machine reaches.
  static ReviewServer onLoopback(
      WebhookConfig config,
      ReviewHandler handler,
      ServingCertificate certificate,
      MeterRegistry metrics) {
    return new ReviewServer(
        config,
        handler,
        certificate,
        List.of(),
        metrics,
        ConnectionGuard.Deadlines.DEFAULT,
        Optional.of(InetAddress.getLoopbackAddress()));
  }

  ReviewServer(
      WebhookConfig config,
      ReviewHandler handler,
      ServingCertificate certificate,
      List<X509Certificate> clientAuthorities,
      MeterRegistry metrics,
      ConnectionGuard.Deadlines deadlines,
      Optional<InetAddress> only) {
    int bodyLimit = config.limits().bodyMebibytes() << 20;
    this.tls =
        new TlsContext(
            certificate,
            config.tls().allowTls12(),
            clientAuthorities,
            config.tls().clientCa().map(WebhookConfig.ClientAuthority::names).orElse(List.of()));
    this.guard = new ConnectionGuard(deadlines, config.limits().connections());
    Crowd crowd = new Crowd();
    this.evaluator = Evaluator.sized(handler, crowd, metrics);
    long inFlight =
        Math.min(
            (long) config.limits().inFlightMebibytes() << 20,
            Math.max(bodyLimit * 4L / 3, Runtime.getRuntime().maxMemory() / 4));
    ByteBudget budget = new ByteBudget(inFlight);
    Gauge.builder("hoplint.admission.body.bytes", budget, ByteBudget::used).register(metrics);
    Gauge.builder("hoplint.admission.connections", guard, ConnectionGuard::count).register(metrics);
    ReviewEndpoint endpoint = new ReviewEndpoint(evaluator, budget, bodyLimit, metrics);
    TlsConnections connections =
        new TlsConnections(tls, guard, crowd, deadlines, config.limits().connections(), metrics);
    this.javalin =
        Javalin.create(
            application -> {
              HttpSettings.application(application, "https", config.drain().stop());
              application.routes.post(PATH, endpoint).post(PATH + "/{entry}", endpoint);
              application.jetty.addConnector(
                  (server, http) -> connector(connections, server, http, config, only));
            });
  }

  private Connector connector(
      TlsConnections connections,
      Server server,
      HttpConfiguration given,
      WebhookConfig config,
      Optional<InetAddress> only) {
    HttpConfiguration http = HttpSettings.http(given);
    // The certificate is checked by the client; probes and a first try come without a name.
    http.addCustomizer(new SecureRequestCustomizer(false));
    http.addCustomizer(this::lastOfConnection);
    ServerConnector connector = connections.connector(server, http);
    connector.setPort(only.isEmpty() ? config.listen().port() : 0);
    only.ifPresent(address -> connector.setHost(address.getHostAddress()));
    return connector;
  }

  /// While draining, and after many requests, a response asks the client to connect anew.
  private Request lastOfConnection(Request request, HttpFields.Mutable response) {
    boolean worn =
        request.getConnectionMetaData() instanceof HttpConnection connection
            && connection.getMessagesIn() >= REQUESTS_PER_CONNECTION;
    if (draining || worn) {
      response.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    }
    return request;
  }

  /// Opens the port.
  public void start() {
    javalin.start();
    port = ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
  }

  /// The port that is listened on.
  public int port() {
    return port;
  }

  /// Whether any review has not got its answer yet.
  public boolean isAnyoneWaiting() {
    return evaluator.isAnyoneWaiting();
  }

  /// The versions of TLS that are spoken, the preferred one first.
  List<String> protocols() {
    return List.of(tls.getIncludeProtocols());
  }

  /// Serves with another certificate from the next handshake on.
  public void exchange(ServingCertificate certificate) {
    tls.exchange(certificate);
  }

  /// Goes on serving, but asks every client to connect elsewhere.
  public void drain() {
    draining = true;
  }

  /// Closes the port, lets requests in flight end, closes what is left.
  @Override
  public void close() {
    javalin.stop();
    guard.close();
    evaluator.close();
  }
}
