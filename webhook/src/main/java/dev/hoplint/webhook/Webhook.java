package dev.hoplint.webhook;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.LiveObjects;
import dev.hoplint.cluster.WatchedKind;
import dev.hoplint.cluster.WatchedKinds;
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
import dev.hoplint.webhook.server.ReadinessCheck;
import dev.hoplint.webhook.server.ReviewServer;
import dev.hoplint.webhook.server.StartGarbage;
import dev.hoplint.webhook.server.WarmUp;
import dev.hoplint.webhook.tls.CertificateFiles;
import dev.hoplint.webhook.tls.CertificateSource;
import dev.hoplint.webhook.tls.Installation;
import dev.hoplint.webhook.tls.SelfManagedCertificates;
import dev.hoplint.webhook.tls.SelfSigned;
import dev.hoplint.webhook.tls.ServingCertificate;
import io.fabric8.kubernetes.client.KubernetesClient;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The webhook's rooms, put together.
final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);

  /// Names the system property that ends the process after so many seconds of warm-up: a launcher
  /// or an image records what was loaded and hot by then.
  static final String TRAIN = "hoplint.train";

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /// As long as the first list of a cluster takes, more or less.
  private static final Duration WARM = Duration.ofSeconds(3);

  /// Who tries it out wants an answer at once.
  private static final Duration WARM_ALONE = Duration.ofMillis(100);

  private final Clock clock = Clock.systemUTC();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Readiness readiness = new Readiness();
  private final DrainReadiness drain = new DrainReadiness();
  private final WarmUp warmUp = new WarmUp();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
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

    Optional<ClusterParts> watched = watch(now);
    ClusterState cluster = watched.map(ClusterParts::state).orElseGet(ClusterState::unwatched);
    LiveObjects live =
        watched
            .map(ClusterParts::live)
            .orElse((_, _) -> new LiveObjects.Answer.Failed("no cluster"));
    CertificateSource certificates = certificates(now, watched);
    parts.push(certificates);
    readiness.add(new CertificateReadiness(certificates, clock));
    readiness.add(new Listening());
    ReviewHandler handler = handler(config::current, cluster, live, metrics);
    warmUp(certificates);
    clearHeap(watched);
    List<X509Certificate> clients = clientAuthorities(now);
    certificates.onChange(one -> certifiedLater(now, handler, clients, one));
    certificates.current().ifPresent(one -> certified(now, handler, clients, one));
    parts.push(Beat.start("configuration", LOOK_AGAIN, this::lookAgain));
    watched.ifPresent(one -> scan(now, one));
    LOG.atInfo()
        .addKeyValue("version", Version.HOPLINT)
        .addKeyValue("port", port())
        .addKeyValue("healthPort", healthPort)
        .addKeyValue("mode", now.mode())
        .addKeyValue("standalone", options.standalone())
        .addKeyValue("millis", ManagementFactory.getRuntimeMXBean().getUptime())
        .log("started");
  }

  /// Beside everything else that starts; what comes in meanwhile waits for readiness.
  private void warmUp(CertificateSource certificates) {
    CompletableFuture<ServingCertificate> first = new CompletableFuture<>();
    certificates.onChange(first::complete);
    certificates.current().ifPresent(first::complete);
    Duration half = WarmUp.left(warmUpTime()).dividedBy(2);
    var _ =
        Thread.ofPlatform()
            .name("warm-up")
            .daemon()
            .start(
                () -> {
                  ReviewHandler nobodys = nobodys();
                  WarmUp.review(nobodys, half);
                  WarmUp.rehearse(nobodys, first.join(), half);
                  warmUp.done();
                });
  }

  private void clearHeap(Optional<ClusterParts> watched) {
    Readiness start = new Readiness();
    start.add(warmUp);
    watched.ifPresent(start::add);
    StartGarbage garbage = StartGarbage.after(start);
    parts.push(garbage);
    readiness.add(garbage);
  }

  private Duration warmUpTime() {
    int training = Integer.getInteger(TRAIN, 0);
    if (training > 0) {
      return Duration.ofSeconds(training);
    }
    return options.standalone() ? WARM_ALONE : WARM;
  }

  /// Waits until requests may come.
  void awaitWarm() throws InterruptedException {
    warmUp.await();
  }

  private ReviewHandler handler(
      Supplier<WebhookConfig> judged,
      ClusterState cluster,
      LiveObjects live,
      MeterRegistry registry) {
    return new AdmissionHandler(
        judged, BuiltInRules.all(), cluster, live, registry, clock, Version.HOPLINT);
  }

  /// Only warns: a denial of what nobody sent would stand in the log.
  private ReviewHandler nobodys() {
    Set<String> kinds =
        WatchedKinds.standard().all().stream().map(WatchedKind::kind).collect(Collectors.toSet());
    return handler(
        () -> WebhookConfig.DEFAULT,
        WarmUp.cluster(kinds),
        (_, _) -> new LiveObjects.Answer.Failed("nothing is read to warm up"),
        new SimpleMeterRegistry());
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

  private void scan(WebhookConfig now, ClusterParts watched) {
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
            this::isAnyoneWaiting));
  }

  /// On a thread of the certificates, where nobody else could be told that the port is taken.
  private void certifiedLater(
      WebhookConfig now,
      ReviewHandler handler,
      List<X509Certificate> clients,
      ServingCertificate certificate) {
    try {
      certified(now, handler, clients, certificate);
    } catch (CannotServe refused) {
      LOG.atError().log(String.join("; ", refused.lines()));
      Runtime.getRuntime().halt(Main.USAGE);
    }
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

  /// Whether reviews can come in.
  private final class Listening implements ReadinessCheck {
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
  }

  private boolean isAnyoneWaiting() {
    ReviewServer running = server.get();
    return running != null && running.isAnyoneWaiting();
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
