package dev.hoplint.webhook;

import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.server.ReadinessCheck;
import dev.hoplint.webhook.server.ReviewServer;
import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where reviews come in: opened with the first certificate, which later ones replace.
final class ReviewPort implements ReadinessCheck, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReviewPort.class);

  private final WebhookConfig config;
  private final ReviewHandler handler;
  private final MeterRegistry metrics;
  private final List<X509Certificate> clients;
  private final AtomicReference<@Nullable ReviewServer> server = new AtomicReference<>(null);

  /// @throws CannotServe where the authority of clients cannot be read
  ReviewPort(WebhookConfig config, ReviewHandler handler, MeterRegistry metrics) {
    this.config = config;
    this.handler = handler;
    this.metrics = metrics;
    this.clients = clientAuthorities(config);
  }

  /// @throws CannotServe where there is a certificate and the port is in use
  void open(CertificateSource certificates) {
    certificates.onChange(this::certifiedLater);
    certificates.current().ifPresent(this::certified);
  }

  /// On a thread of the certificates, where nobody else could be told that the port is taken.
  private void certifiedLater(ServingCertificate certificate) {
    try {
      certified(certificate);
    } catch (CannotServe refused) {
      LOG.atError().log(String.join("; ", refused.lines()));
      Runtime.getRuntime().halt(Main.USAGE);
    }
  }

  private synchronized void certified(ServingCertificate certificate) {
    ReviewServer running = server.get();
    if (running != null) {
      running.exchange(certificate);
      return;
    }
    ReviewServer first = new ReviewServer(config, handler, certificate, clients, metrics);
    listen("port", config.listen().port(), first::start);
    server.set(first);
  }

  /// @param key of `listen` in the configuration
  /// @throws CannotServe where the port is in use
  static void listen(String key, int port, Runnable start) {
    try {
      start.run();
    } catch (JavalinBindException taken) {
      throw new CannotServe(
          List.of("cannot listen on port " + port + " (\"listen." + key + "\"): it is in use"));
    }
  }

  private static List<X509Certificate> clientAuthorities(WebhookConfig config) {
    Optional<Path> file = config.tls().clientCa().map(WebhookConfig.ClientAuthority::certificate);
    if (file.isEmpty()) {
      return List.of();
    }
    try (InputStream in = Files.newInputStream(file.get())) {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (all.isEmpty()) {
        throw new CannotServe(List.of("there is no certificate in " + file.get()));
      }
      return all;
    } catch (IOException | CertificateException unreadable) {
      throw new CannotServe(
          List.of(
              "cannot read the authority of clients "
                  + file.get()
                  + ": "
                  + unreadable.getClass().getSimpleName()));
    }
  }

  @Override
  public String name() {
    return "port";
  }

  @Override
  public Optional<String> problem() {
    return server.get() == null
        ? Optional.of("it is opened with the first certificate")
        : Optional.empty();
  }

  boolean isAnyoneWaiting() {
    ReviewServer running = server.get();
    return running != null && running.isAnyoneWaiting();
  }

  /// 0 as long as it is not open.
  int number() {
    ReviewServer running = server.get();
    return running == null ? 0 : running.port();
  }

  /// From now on every answer asks its client to connect elsewhere.
  void drain() {
    Optional.ofNullable(server.get()).ifPresent(ReviewServer::drain);
  }

  @Override
  public void close() {
    Optional.ofNullable(server.getAndSet(null)).ifPresent(ReviewServer::close);
  }
}
