package dev.hoplint.webhook.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Replicas that start, and rotate, at the same moment. They share nothing but the API server.
class ReplicaRaceTest {
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void oneWinsAndTheOthersFollow() throws Exception {
    for (int seed = 0; seed < Size.of(10, 100); seed++) {
      try (TrustCluster cluster = new TrustCluster()) {
        race(cluster, new Random(seed), seed % 2 == 0);
      }
    }
  }

  private static void race(TrustCluster cluster, Random random, boolean secretIsThere)
      throws Exception {
    if (!secretIsThere) {
      cluster.kube.delete("secrets", "hoplint", "hoplint-ca");
    }
    TestClock clock = TestClock.start();
    List<SelfManagedCertificates> replicas = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      replicas.add(cluster.replica(clock, TrustCluster.SHORT));
    }
    together(cluster, replicas, random);
    X509Certificate first = agreed(cluster, replicas);
    X509Certificate now = first;
    for (int day = 0; day < 21; day++) {
      clock.advance(Duration.ofDays(1));
      together(cluster, replicas, random);
      assertThat(agreed(cluster, replicas)).isEqualTo(first);
    }
    assertThat(cluster.authorities().next()).isPresent();
    for (int look = 0; look < 10 && now.equals(first); look++) {
      clock.advance(Duration.ofSeconds(10));
      together(cluster, replicas, random);
      // Who looked before another promoted it follows with its next look, ten seconds later.
      replicas.forEach(SelfManagedCertificates::look);
      replicas.forEach(SelfManagedCertificates::look);
      now = agreed(cluster, replicas);
    }
    assertThat(now).as("the next one signs within 100 s").isNotEqualTo(first);
    assertThat(cluster.authorities().previous()).containsExactly(first);
  }

  /// The authority that signed all leaves in use, and that the API server trusts.
  private static X509Certificate agreed(
      TrustCluster cluster, List<SelfManagedCertificates> replicas) {
    Authorities authorities = cluster.authorities();
    assertThat(cluster.bundle()).isEqualTo(authorities.bundle());
    for (SelfManagedCertificates replica : replicas) {
      assertThat(replica.problem()).isEmpty();
      assertThat(replica.current().orElseThrow().chain().getFirst())
          .matches(authorities.current()::signed, "signed by this authority");
    }
    return authorities.current().certificate();
  }

  private static void together(
      TrustCluster cluster, List<SelfManagedCertificates> replicas, Random random)
      throws Exception {
    for (int i = random.nextInt(4); i > 0; i--) {
      cluster.kube.fail(
          KubeFault.slow(Duration.ofMillis(random.nextInt(5)))
              .on(random.nextBoolean() ? "get" : "patch", "*"));
    }
    CyclicBarrier start = new CyclicBarrier(replicas.size());
    List<Thread> threads = new ArrayList<>();
    for (SelfManagedCertificates replica : replicas) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      start.await();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                    replica.look();
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    cluster.kube.heal();
  }
}
