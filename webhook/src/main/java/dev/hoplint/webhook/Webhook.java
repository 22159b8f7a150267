package dev.hoplint.webhook;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.webhook.admission.AdmissionHandler;
import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.server.CertificateReadiness;
import dev.hoplint.webhook.server.ConfigReadiness;
import dev.hoplint.webhook.server.DrainReadiness;
import dev.hoplint.webhook.server.HealthServer;
import dev.hoplint.webhook.server.Readiness;
import dev.hoplint.webhook.server.ReviewServer;
import dev.hoplint.webhook.server.WarmUp;
import dev.hoplint.webhook.tls.CertificateFiles;
import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.SelfSigned;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The webhook's rooms, put together.
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);
  private static final Duration WARM = Duration.ofMillis(400);

  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Readiness readiness = new Readiness();
  private final DrainReadiness drain = new DrainReadiness();
  private final WarmUp warmUp = new WarmUp();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ScheduledExecutorService beat =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("configuration").factory());
  private final ServeOptions options;
  private final ConfigFile config;
  private final AtomicReference<@Nullable ReviewServer> server = new AtomicReference<>(null);
  private int healthPort;

  private Webhook(ServeOptions options, ConfigFile config) {
    this.options = options;
    this.config = config;
  }

  /// Starts everything; ready when `/readyz` says so.
  ///
  /// @throws CannotServe where a port is taken or a file unusable
  static Webhook start(ServeOptions options, ConfigFile config) {
    Webhook webhook = new Webhook(options, config);
    try {
      webhook.start();
      return webhook;
    } catch (RuntimeException failed) {
      webhook.close();
      throw failed;
    }
  }

  private void start() {
    WebhookConfig now = config.current();
    metersOfBuild();
    readiness.add(drain);
    readiness.add(new ConfigReadiness(config, metrics));
    readiness.add(warmUp);
    HealthServer health = new HealthServer(now.listen().healthPort(), readiness, metrics);
    parts.push(health);
    listen("healthPort", now.listen().healthPort(), health::start);
    healthPort = health.port();

    ClusterState cluster = ClusterState.unwatched();
    LiveObjects live = (_, _) -> new LiveObjects.Answer.Failed("no cluster");
    CertificateSource certificates = certificates(now);
    parts.push(certificates);
    readiness.add(new CertificateReadiness(certificates, clock));
    ReviewHandler handler = handler(cluster, live, metrics);
    Thread warming =
        Thread.ofPlatform()
            .name("warm-up")
            .daemon()
            .start(() -> WarmUp.review(handler(cluster, live, new SimpleMeterRegistry()), WARM));
    List<X509Certificate> clients = clientAuthorities(now);
    certificates.onChange(one -> certified(now, handler, clients, one));
    certificates.current().ifPresent(one -> certified(now, handler, clients, one));
    var _ =
        beat.scheduleWithFixedDelay(
            this::lookAgain, LOOK_AGAIN.toMillis(), LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    awaitUninterruptibly(warming);
    Optional.ofNullable(server.get()).ifPresent(one -> WarmUp.call(one.port()));
    warmUp.done();
    LOG.atInfo()
        .addKeyValue("version", Version.HOPLINT)
        .addKeyValue("port", port())
        .addKeyValue("healthPort", healthPort)
        .addKeyValue("mode", now.mode())
        .addKeyValue("standalone", options.standalone())
        .addKeyValue("millis", ManagementFactory.getRuntimeMXBean().getUptime())
        .log("started");
  }

  private static void awaitUninterruptibly(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private ReviewHandler handler(ClusterState cluster, LiveObjects live, MeterRegistry registry) {
    return new AdmissionHandler(
        config::current, BuiltInRules.all(), cluster, live, registry, clock, Version.HOPLINT);
  }

  private CertificateSource certificates(WebhookConfig now) {
    if (now.tls().source() == WebhookConfig.Tls.Source.FILES) {
      return new CertificateFiles(
          now.tls().certificate().orElseThrow(), now.tls().key().orElseThrow(), clock, metrics);
    }
    return new SelfSigned(clock, SelfSigned.LOCAL);
  }

  /// The first certificate opens the port, later ones are exchanged.
  private synchronized void certified(
      WebhookConfig now,
      ReviewHandler handler,
      List<X509Certificate> clients,
      ServingCertificate certificate) {
    ReviewServer running = server.get();
    if (running != null) {
      running.exchange(certificate);
      return;
    }
    ReviewServer first = new ReviewServer(now, handler, certificate, clients, metrics);
    listen("port", now.listen().port(), first::start);
    server.set(first);
  }

  private static void listen(String key, int port, Runnable start) {
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

  private void lookAgain() {
    try {
      if (config.poll()) {
        config
            .problem()
            .ifPresentOrElse(
                why ->
                    LOG.atWarn()
                        .addKeyValue("problem", why)
                        .log("the new configuration is refused, the last good one stays"),
                () -> LOG.atInfo().log("the configuration was read again"));
      }
    } catch (RuntimeException failed) {
      LOG.atError().setCause(failed).log("the configuration could not be read again");
    }
  }

  private void metersOfBuild() {
    Gauge.builder("hoplint.build.info", () -> 1)
        .description("What runs")
        .tag("version", Version.HOPLINT)
        .tag("java", System.getProperty("java.version"))
        .register(metrics);
  }

  int port() {
    ReviewServer running = server.get();
    return running == null ? 0 : running.port();
  }

  int healthPort() {
    return healthPort;
  }

  /// From now on not ready, and every answer asks its client to connect elsewhere.
  void drain() {
    drain.begin();
    Optional.ofNullable(server.get()).ifPresent(ReviewServer::drain);
  }

  @Override
  public void close() {
    beat.shutdownNow();
    Optional.ofNullable(server.getAndSet(null)).ifPresent(ReviewServer::close);
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        LOG.atWarn().setCause(failed).log("a part could not be closed");
      }
    }
  }
}
