package dev.hoplint.webhook.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.ClusterAccess;
import dev.hoplint.cluster.ClusterHealth;
import dev.hoplint.cluster.ClusterWatch;
import dev.hoplint.cluster.LiveObjects.Answer;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.cluster.WatchTimes;
import dev.hoplint.cluster.WatchedKind;
import dev.hoplint.cluster.WatchedKinds;
import dev.hoplint.harness.FaultProxy;
import dev.hoplint.harness.Size;
import dev.hoplint.resource.Kind;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Assumptions;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists and watches of a real API server: its pages, versions, bookmarks and ends.
class RealWatchTest {
  private static final WatchedKinds INGRESSES =
      new WatchedKinds(
          List.of(new WatchedKind("Ingress", "networking.k8s.io", "v1", "ingresses", true)));

  @TempDir private static Path folder;
  private static RealCluster cluster;
  private static FaultProxy proxy;

  private final Map<String, String> truth = new TreeMap<>();
  private final String test = "t" + System.nanoTime();

  @BeforeAll
  static void start() {
    cluster = RealCluster.start(folder);
    proxy = FaultProxy.to(cluster.port());
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      proxy.close();
      cluster.close();
    }
  }

  @Test
  void pagesChangesAndBrokenConnectionsAreFollowedWithoutANewList() {
    for (int i = 0; i < 520; i++) {
      put("page-" + i, "0");
    }
    try (ClusterWatch watch = watch(WatchTimes.standard())) {
      awaitTruth(watch);
      put("page-3", "1");
      put("young", "1");
      delete("page-4");
      awaitTruth(watch);
      proxy.reset();
      put("page-5", "2");
      delete("page-6");
      awaitTruth(watch);
      assertThat(ingresses(watch).relists()).isZero();
      assertThat(watch.liveReads(10).get(reference("young"), Duration.ofSeconds(5)))
          .isInstanceOf(Answer.Present.class);
      assertThat(watch.liveReads(10).get(reference("page-4"), Duration.ofSeconds(5)))
          .isEqualTo(new Answer.Gone());
    }
  }

  @Test
  void bookmarksOrProbesKeepAQuietWatchFresh() throws Exception {
    put("quiet", "1");
    // Bookmarks come once a minute: in the small size the watch is probed after each second.
    WatchTimes times = WatchTimes.standard().dividedBy(Size.of(60, 1));
    try (ClusterWatch watch = watch(times)) {
      awaitTruth(watch);
      Thread.sleep(Duration.ofSeconds(Size.of(4, 150)));
      put("quiet", "2");
      awaitTruth(watch);
      if (Size.isFull()) {
        assertThat(ingresses(watch).relists()).isZero();
      }
    }
  }

  @Test
  void aHalfOpenConnectionIsLeftBehind() {
    put("cut", "1");
    try (ClusterWatch watch = watch(WatchTimes.standard().dividedBy(Size.of(60, 1)))) {
      awaitTruth(watch);
      proxy.goHalfOpen();
      put("cut", "2");
      awaitTruth(watch);
    }
  }

  private static ClusterWatch watch(WatchTimes times) {
    Path kubeconfig = cluster.administrator(folder, proxy.url("https").toString());
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    config.setClientKeyAlgo("EC");
    config.setHttp2Disable(true);
    config.setRequestRetryBackoffLimit(0);
    ClusterAccess access = () -> new KubernetesClientBuilder().withConfig(config).build();
    return ClusterWatch.start(access, INGRESSES, Assumptions.NONE, times, Clock.systemUTC());
  }

  private static ClusterHealth.Kind ingresses(ClusterWatch watch) {
    return watch.health().kinds().getFirst();
  }

  private void awaitTruth(ClusterWatch watch) {
    long end = System.nanoTime() + Duration.ofSeconds(Size.of(30, 150)).toNanos();
    while (!(watch.snapshot().isFresh() && holdsTruth(watch.snapshot()))) {
      assertThat(System.nanoTime()).as("%s", watch.health()).isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// Other tests leave their objects behind: those of this one are told by a label.
  private boolean holdsTruth(Snapshot snapshot) {
    Map<String, String> seen = new TreeMap<>();
    for (Resource resource : snapshot.world().resources()) {
      if (resource.meta().labels().get("test").orElse("").equals(test)) {
        seen.put(resource.name(), resource.meta().labels().get("mark").orElse(""));
      }
    }
    return seen.equals(truth);
  }

  private void put(String name, String mark) {
    assertThat(cluster.client().apply(ingress(name, mark))).matches(KubeClient.Answer::accepted);
    truth.put(name, mark);
  }

  private void delete(String name) {
    assertThat(cluster.client().delete(ingress(name, "0"))).matches(KubeClient.Answer::accepted);
    truth.remove(name);
  }

  private static ObjectRef reference(String name) {
    return new ObjectRef(new Kind("networking.k8s.io/v1", "Ingress"), RealCluster.NAMESPACE, name);
  }

  private Map<String, Object> ingress(String name, String mark) {
    return RealCluster.ingress(RealCluster.NAMESPACE, name, Map.of("mark", mark, "test", test));
  }
}
