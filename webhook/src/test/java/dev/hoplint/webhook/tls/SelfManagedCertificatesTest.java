package dev.hoplint.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KubeCall;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.TestClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SelfManagedCertificatesTest {
  private final TrustCluster cluster = new TrustCluster();
  private final TestClock clock = TestClock.start();

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  @Timeout(60)
  void fromNothingToATrustedHandshake() throws Exception {
    // Only what the manifests permit.
    cluster.kube.allow(SelfManagedCertificatesTest::isPermitted);
    Instant start = Instant.now();
    try (SelfManagedCertificates source =
        new SelfManagedCertificates(
            cluster.client(),
            TrustCluster.INSTALLATION,
            Clock.systemUTC(),
            new SimpleMeterRegistry())) {
      while (source.current().isEmpty() || cluster.bundles().contains("")) {
        Thread.sleep(5);
      }
      X509Certificate leaf;
      try (TlsServer server = new TlsServer(source)) {
        leaf =
            new TlsClient(cluster.bundle(), TrustCluster.HOST, Instant.now()).shake(server.port());
      }
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
      assertThat(Duration.between(Instant.now(), leaf.getNotAfter().toInstant()))
          .isBetween(Duration.ofDays(6), Duration.ofDays(7));
      assertThat(leaf.getSubjectAlternativeNames())
          .extracting(List::getLast)
          .asString()
          .contains("web", "web.hoplint", "web.hoplint.svc", "web.hoplint.svc.cluster.local");
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void aMissingSecretIsMadeWhereThatIsAllowed() {
    cluster.kube.delete("secrets", "hoplint", "hoplint-ca");
    try (SelfManagedCertificates source = replica()) {
      assertThat(source.current()).isPresent();
      assertThat(cluster.bundle()).isEqualTo(cluster.authorities().bundle());
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void nothingButTheBundleIsTouched() {
    Map<String, Object> before = configurationWithoutBundles();
    try (SelfManagedCertificates source = replica()) {
      assertThat(source.problem()).isEmpty();
    }
    assertThat(configurationWithoutBundles()).isEqualTo(before);
    assertThat(cluster.kube.get("secrets", "hoplint", "hoplint-ca").orElseThrow().toString())
        .contains("as-it-was");
  }

  @Test
  void whereAllIsWellNothingIsWritten() {
    try (SelfManagedCertificates source = replica()) {
      cluster.kube.forgetCalls();
      for (int i = 0; i < 10; i++) {
        clock.advance(Duration.ofSeconds(10));
        source.look();
      }
      assertThat(cluster.kube.calls()).isNotEmpty().allMatch(KubeCall::isRead);
    }
  }

  @Test
  void aBundleThatSomebodyEmptiedIsWrittenAgain() {
    try (SelfManagedCertificates source = replica()) {
      String bundle = cluster.bundle();
      cluster.kube.put(TrustCluster.configuration());
      source.look();
      assertThat(cluster.bundle()).isEqualTo(bundle);
    }
  }

  @Test
  void aSecretThatWasEmptiedIsRestoredFromMemory() {
    try (SelfManagedCertificates source = replica()) {
      String bundle = cluster.bundle();
      cluster.kube.put(TrustCluster.secret(Map.of()));
      source.look();
      assertThat(cluster.authorities().bundle()).isEqualTo(bundle);
      cluster.kube.put(TrustCluster.secret(Map.of("ca.crt", "bm9uc2Vuc2U=", "ca.key", "%")));
      source.look();
      assertThat(cluster.authorities().bundle()).isEqualTo(bundle);
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void aDamagedSecretIsReplacedByAReplicaThatRemembersNothing() {
    cluster.kube.put(TrustCluster.secret(Map.of("ca.crt", "bm9uc2Vuc2U=", "ca.key", "%")));
    try (SelfManagedCertificates source = replica()) {
      assertThat(source.problem()).isEmpty();
      assertThat(cluster.authorities().bundle()).isEqualTo(cluster.bundle());
    }
  }

  @Test
  void theNextAuthoritySignsOnlyWhenItIsKnown() {
    try (SelfManagedCertificates source = replica()) {
      Authority first = cluster.authorities().current();
      age(source, Duration.ofDays(20));
      Authorities waiting = cluster.authorities();
      assertThat(waiting.next()).isPresent();
      assertThat(cluster.bundle()).isEqualTo(waiting.bundle());
      // A clock that jumps does not make the API servers learn faster.
      clock.advance(Duration.ofHours(3));
      source.look();
      clock.advance(Duration.ofHours(3));
      source.look();
      assertThat(leaf(source)).matches(first::signed, "signed by this authority");
      // Nor do looks that see another bundle.
      for (int i = 0; i < 20; i++) {
        cluster.kube.put(TrustCluster.configuration());
        clock.advance(Duration.ofSeconds(10));
        source.look();
      }
      assertThat(leaf(source)).matches(first::signed, "signed by this authority");
      for (int i = 0; i < 8; i++) {
        clock.advance(Duration.ofSeconds(10));
        source.look();
      }
      assertThat(leaf(source))
          .matches(waiting.next().orElseThrow()::signed, "signed by this authority");
      assertThat(cluster.authorities().previous()).containsExactly(first.certificate());
      assertThat(cluster.authorities().next()).isEmpty();
      // The old one stays until the last leaf it can have signed is over.
      age(source, Duration.ofDays(9));
      assertThat(cluster.authorities().previous()).containsExactly(first.certificate());
      age(source, Duration.ofDays(2));
      assertThat(cluster.authorities().previous()).isEmpty();
    }
  }

  @Test
  void withoutItsConfigurationItServesAndSaysSo() {
    cluster.kube.delete("validatingwebhookconfigurations", "", "hoplint");
    try (SelfManagedCertificates source = replica()) {
      assertThat(source.current()).isPresent();
      assertThat(source.problem())
          .contains("there is no ValidatingWebhookConfiguration \"hoplint\"");
    }
  }

  @Test
  void whatIsRefusedIsTold() {
    cluster.kube.fail(KubeFault.answer(403).on("patch", "secrets").always());
    try (SelfManagedCertificates source = replica()) {
      assertThat(source.current()).isEmpty();
      assertThat(source.problem())
          .contains("cannot change Secret \"hoplint/hoplint-ca\": HTTP 403");
      cluster.kube.heal();
      source.look();
      assertThat(source.current()).isPresent();
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void aYearAheadOrBackEndsInATrustedCertificate() throws Exception {
    try (SelfManagedCertificates source = replica();
        TlsServer server = new TlsServer(source)) {
      for (int years : List.of(1, -1, 2, -3)) {
        clock.advance(Duration.ofDays(365L * years));
        source.look();
        X509Certificate leaf =
            new TlsClient(cluster.bundle(), TrustCluster.HOST, clock.instant())
                .shake(server.port());
        assertThat(Validity.of(leaf).holds(clock.instant().minus(Duration.ofMinutes(59)))).isTrue();
      }
      // A machine looks every few seconds, so the first look comes in time.
      assertThat(Lifetimes.DEFAULT.every()).isLessThan(Duration.ofSeconds(60));
    }
  }

  @Test
  void aClockOfItsOwnDoesNotMakeAReplicaReplaceTheAuthorityInTurns() {
    TestClock wrong = TestClock.at(clock.instant().plus(Duration.ofDays(400)));
    try (SelfManagedCertificates right = replica();
        SelfManagedCertificates other = cluster.replica(wrong, TrustCluster.SHORT)) {
      cluster.kube.forgetCalls();
      for (int i = 0; i < 30; i++) {
        other.look();
        right.look();
        clock.advance(Duration.ofSeconds(10));
        wrong.advance(Duration.ofSeconds(10));
      }
      assertThat(cluster.kube.calls("patch", "secrets")).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void aPauseOfTwoHoursChangesNothing() {
    try (SelfManagedCertificates source = replica()) {
      X509Certificate before = leaf(source);
      clock.advance(Duration.ofHours(2));
      source.look();
      assertThat(leaf(source)).isEqualTo(before);
      assertThat(source.problem()).isEmpty();
    }
  }

  @Test
  void withTheApiServerGoneLeavesAreStillRenewed() {
    try (SelfManagedCertificates source = replica()) {
      X509Certificate first = leaf(source);
      cluster.kube.down();
      clock.advance(Duration.ofDays(8));
      source.look();
      assertThat(leaf(source)).isNotEqualTo(first);
      assertThat(Validity.of(leaf(source)).holds(clock.instant())).isTrue();
      assertThat(source.problem()).get().asString().contains("the API server cannot be reached");
      cluster.kube.up();
      source.look();
      assertThat(source.problem()).isEmpty();
    }
  }

  private SelfManagedCertificates replica() {
    SelfManagedCertificates source = cluster.replica(clock, TrustCluster.SHORT);
    source.look();
    return source;
  }

  private void age(SelfManagedCertificates source, Duration by) {
    Instant end = clock.instant().plus(by);
    while (clock.instant().isBefore(end)) {
      clock.advance(Duration.ofDays(1));
      source.look();
    }
  }

  private Map<String, Object> configurationWithoutBundles() {
    Map<String, Object> whole =
        cluster.kube.get("validatingwebhookconfigurations", "", "hoplint").orElseThrow();
    ((List<?>) whole.get("webhooks"))
        .forEach(entry -> ((Map<?, ?>) ((Map<?, ?>) entry).get("clientConfig")).remove("caBundle"));
    Map<String, Object> without = new HashMap<>(whole);
    ((Map<?, ?>) without.get("metadata")).remove("resourceVersion");
    ((Map<?, ?>) without.get("metadata")).remove("generation");
    return without;
  }

  private static X509Certificate leaf(SelfManagedCertificates source) {
    return source.current().orElseThrow().chain().getFirst();
  }

  private static boolean isPermitted(KubeCall call) {
    String name =
        call.resource().equals("secrets")
            ? "hoplint-ca"
            : call.resource().equals("validatingwebhookconfigurations") ? "hoplint" : "nothing";
    return call.name().equals(name) && (call.verb().equals("get") || call.verb().equals("patch"));
  }
}
