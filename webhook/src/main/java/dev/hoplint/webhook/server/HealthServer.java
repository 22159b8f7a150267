package dev.hoplint.webhook.server;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/// The plain port for the kubelet and for Prometheus. Liveness says that the process can answer,
/// and nothing else: a restart mends no API server.
public final class HealthServer implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(1);
  private static final int CONNECTIONS = 200;

  private final Javalin javalin;
  private final ConnectionGuard guard =
      new ConnectionGuard(ConnectionGuard.Deadlines.DEFAULT, CONNECTIONS);
  private int port;

  /// @param wanted the port; 0 takes a free one
  public HealthServer(int wanted, Readiness readiness, PrometheusMeterRegistry metrics) {
    this.javalin =
        Javalin.create(
            config -> {
              HttpSettings.application(config, "http", STOP);
              config.routes.get("/livez", ctx -> ctx.contentType("text/plain").result("ok\n"));
              config.routes.get("/readyz", ctx -> readyz(ctx, readiness));
              config.routes.get(
                  "/metrics",
                  ctx ->
                      ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                          .result(metrics.scrape()));
              config.jetty.addConnector(
                  (server, http) -> {
                    ServerConnector connector =
                        new ServerConnector(
                            server, 1, 1, new HttpConnectionFactory(HttpSettings.http(http)));
                    connector.setPort(wanted);
                    connector.setIdleTimeout(ConnectionGuard.Deadlines.DEFAULT.idle().toMillis());
                    // Prometheus keeps its connections: they end well before stopping is given up.
                    connector.setShutdownIdleTimeout(STOP.dividedBy(10).toMillis());
                    connector.addBean(guard);
                    return connector;
                  });
            });
  }

  private static void readyz(Context ctx, Readiness readiness) {
    boolean ready = readiness.isReady();
    boolean verbose = ctx.queryParamMap().containsKey("verbose");
    ctx.status(ready ? 200 : 503).contentType("text/plain; charset=utf-8");
    ctx.result(ready && !verbose ? "ok\n" : readiness.describe());
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

  @Override
  public void close() {
    javalin.stop();
    guard.close();
  }
}
