package dev.hoplint.webhook;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.webhook.admission.AdmissionHandler;
import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.beat.Beat;
import dev.hoplint.webhook.config.ConfigFile;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.scan.BackgroundScan;
import dev.hoplint.webhook.scan.ClusterOutlet;
import dev.hoplint.webhook.scan.ScanReadiness;
import dev.hoplint.webhook.server.CertificateReadiness;
import dev.hoplint.webhook.server.ConfigReadiness;
import dev.hoplint.webhook.server.DrainReadiness;
import dev.hoplint.webhook.server.HealthServer;
import dev.hoplint.webhook.server.Readiness;
import dev.hoplint.webhook.tls.CertificateFiles;
import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.Installation;
import dev.hoplint.webhook.tls.SelfManagedCertificates;
import dev.hoplint.webhook.tls.SelfSigned;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The webhook's rooms, put together.
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Readiness readiness = new Readiness();
  private final DrainReadiness drain = new DrainReadiness();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final ServeOptions options;
  private final ConfigFile config;
  private final Preparation preparation = new Preparation(readiness);
  private volatile @Nullable ReviewPort port;
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
    HealthServer health = new HealthServer(now.listen().healthPort(), readiness, metrics);
    parts.push(health);
    ReviewPort.listen("healthPort", now.listen().healthPort(), health::start);
    healthPort = health.port();

    Optional<ClusterParts> watched = watch(now);
    ClusterState cluster = watched.map(ClusterParts::state).orElseGet(ClusterState::unwatched);
    LiveObjects live =
        watched
            .map(ClusterParts::live)
            .orElse((_, _) -> new LiveObjects.Answer.Failed("no cluster"));
    CertificateSource certificates = certificates(now, watched);
    parts.push(certificates);
    readiness.add(new CertificateReadiness(certificates, clock));
    parts.push(preparation);
    preparation.begin(options.standalone(), certificates, watched, clock);
    ReviewHandler handler =
        new AdmissionHandler(
            config::current, BuiltInRules.all(), cluster, live, metrics, clock, Version.HOPLINT);
    ReviewPort reviews = new ReviewPort(now, handler, metrics);
    port = reviews;
    readiness.add(reviews);
    reviews.open(certificates);
    parts.push(Beat.start("configuration", LOOK_AGAIN, this::lookAgain));
    watched.ifPresent(one -> scan(now, one, reviews));
    LOG.atInfo()
        .addKeyValue("version", Version.HOPLINT)
        .addKeyValue("port", port())
        .addKeyValue("healthPort", healthPort)
        .addKeyValue("mode", now.mode())
        .addKeyValue("standalone", options.standalone())
        .addKeyValue("millis", ManagementFactory.getRuntimeMXBean().getUptime())
        .log("started");
  }

  private Optional<ClusterParts> watch(WebhookConfig now) {
    if (options.standalone()) {
      return Optional.empty();
    }
    ClusterParts watched = ClusterParts.start(options, now.watch(), clock);
    parts.push(watched);
    readiness.add(watched);
    ClusterMeters.register(watched.watch(), clock, metrics);
    return Optional.of(watched);
  }

  private CertificateSource certificates(WebhookConfig now, Optional<ClusterParts> watched) {
    WebhookConfig.Tls tls = now.tls();
    if (tls.source() == WebhookConfig.Tls.Source.FILES) {
      return new CertificateFiles(
          tls.certificate().orElseThrow(), tls.key().orElseThrow(), clock, metrics);
    }
    if (watched.isEmpty()) {
      return new SelfSigned(clock, SelfSigned.LOCAL);
    }
    KubernetesClient client = watched.get().access().open();
    parts.push(client);
    return new SelfManagedCertificates(
        client,
        new Installation(
            Pod.namespace(tls.self()),
            tls.self().service(),
            tls.self().secret(),
            List.of(tls.self().configuration())),
        clock,
        metrics);
  }

  private void scan(WebhookConfig now, ClusterParts watched, ReviewPort reviews) {
    KubernetesClient client = watched.access().open();
    parts.push(client);
    ClusterOutlet outlet =
        new ClusterOutlet(
            client,
            Pod.namespace(now.tls().self()),
            now.tls().self().service(),
            Pod.replica(),
            clock);
    readiness.add(new ScanReadiness(outlet));
    parts.push(
        new BackgroundScan(
            config::current,
            BuiltInRules.all(),
            watched.state(),
            outlet,
            metrics,
            clock,
            reviews::isAnyoneWaiting));
  }

  private void lookAgain() {
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
  }

  private void metersOfBuild() {
    Gauge.builder("hoplint.build.info", () -> 1)
        .description("What runs")
        .tag("version", Version.HOPLINT)
        .tag("java", System.getProperty("java.version"))
        .register(metrics);
  }

  /// Waits until the code is hot.
  void awaitWarm() throws InterruptedException {
    preparation.awaitWarm();
  }

  /// Of reviews; 0 as long as it is not open.
  int port() {
    return port == null ? 0 : port.number();
  }

  int healthPort() {
    return healthPort;
  }

  /// From now on not ready, and every answer asks its client to connect elsewhere.
  void drain() {
    drain.begin();
    if (port != null) {
      port.drain();
    }
  }

  @Override
  public void close() {
    if (port != null) {
      port.close();
    }
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception failed) {
        LOG.atWarn().setCause(failed).log("a part could not be closed");
      }
    }
  }
}
