package dev.hoplint.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import dev.hoplint.webhook.admission.AdmissionAnswer;
import dev.hoplint.webhook.admission.ReviewHandler;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.server.ReviewServer;
import dev.hoplint.webhook.tls.TlsClient.Trust;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two replicas go through one authority after the other while clients shake hands with them. A
/// client trusts only what the webhook configuration said five seconds ago.
class RotationUnderLoadTest {
  private static final Duration DELAY = Duration.ofSeconds(5);
  private static final int CLIENTS = 4;

  private final TestClock clock = TestClock.start();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger shakes = new AtomicInteger();
  private final Set<X509Certificate> leaves = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile Trust trust = new Trust("", Instant.MIN);
  private final TlsClient client = new TlsClient(() -> trust, TrustCluster.HOST);

  /// @param since when the configuration said so
  private record Said(Instant since, String bundle) {}

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void noHandshakeFails() throws Exception {
    int rotations = Size.of(5, 50);
    int perSecond = Size.of(50, 500);
    try (TrustCluster cluster = new TrustCluster();
        SelfManagedCertificates one = cluster.replica(clock, TrustCluster.SHORT);
        SelfManagedCertificates other = cluster.replica(clock, TrustCluster.SHORT)) {
      one.look();
      other.look();
      List<Said> said = new ArrayList<>(List.of(new Said(clock.instant(), cluster.bundle())));
      clock.advance(DELAY);
      trust = new Trust(cluster.bundle(), clock.instant());
      Set<X509Certificate> authorities = new HashSet<>();
      try (ReviewServer first = server(one);
          ReviewServer second = server(other)) {
        List<Thread> clients = clients(perSecond, List.of(first, second));
        while (authorities.size() <= rotations) {
          boolean waiting = cluster.authorities().next().isPresent();
          clock.advance(waiting ? Duration.ofSeconds(4) : Duration.ofHours(12));
          trust = new Trust(learned(said), clock.instant());
          one.look();
          said.add(new Said(clock.instant(), cluster.bundle()));
          other.look();
          said.add(new Said(clock.instant(), cluster.bundle()));
          authorities.add(cluster.authorities().current().certificate());
          // Whatever the clients happen to hit, no stage goes by untried.
          shake(first);
          shake(second);
          assertThat(failures).isEmpty();
          // A rotation has some sixty steps.
          Thread.sleep(Size.of(5, 15));
        }
        over.set(true);
        for (Thread client : clients) {
          client.join();
        }
      }
      assertThat(failures).isEmpty();
      assertThat(shakes).hasPositiveValue();
      assertThat(leaves).as("leaves of every authority were seen").hasSizeGreaterThan(rotations);
      System.out.printf(
          "%d rotations, %d handshakes, %d leaves, 0 errors%n",
          authorities.size() - 1, shakes.get(), leaves.size());
    }
  }

  /// The server that is shipped; it allows everything.
  private static ReviewServer server(CertificateSource source) {
    WebhookConfig base = WebhookConfig.DEFAULT;
    WebhookConfig config =
        new WebhookConfig(
            new WebhookConfig.Listen(0, 0),
            base.mode(),
            base.namespaces(),
            base.engine(),
            base.exceptions(),
            base.mayAllow(),
            base.warnExisting(),
            base.discloseNames(),
            base.tls(),
            base.limits(),
            base.scan(),
            base.watch(),
            base.drain());
    ReviewHandler handler =
        new ReviewHandler() {
          @Override
          public AdmissionAnswer review(byte[] body, Duration budget) {
            return new AdmissionAnswer(200, "{}");
          }

          @Override
          public AdmissionAnswer failOpen(byte[] body, String reason) {
            return new AdmissionAnswer(500, reason);
          }
        };
    ReviewServer server =
        new ReviewServer(
            config, handler, source.current().orElseThrow(), List.of(), new SimpleMeterRegistry());
    source.onChange(server::exchange);
    server.start();
    return server;
  }

  /// What an API server knows that lags behind.
  private String learned(List<Said> said) {
    Instant then = clock.instant().minus(DELAY);
    String bundle = said.getFirst().bundle();
    for (Said one : said) {
      if (!one.since().isAfter(then)) {
        bundle = one.bundle();
      }
    }
    return bundle;
  }

  private List<Thread> clients(int perSecond, List<ReviewServer> servers) {
    List<Thread> clients = new ArrayList<>();
    long pause = TimeUnit.SECONDS.toNanos(1) * CLIENTS / perSecond;
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      clients.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    long next = System.nanoTime();
                    for (int turn = number; !over.get(); turn++) {
                      shake(servers.get(turn % servers.size()));
                      next += pause;
                      LockSupport.parkNanos(next - System.nanoTime());
                    }
                  }));
    }
    return clients;
  }

  private void shake(ReviewServer server) {
    try {
      leaves.add(client.post(server.port(), "{}"));
      shakes.incrementAndGet();
    } catch (IOException | GeneralSecurityException e) {
      failures.add(new AssertionError("at " + trust.now(), e));
      over.set(true);
    }
  }
}
