package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cluster.LiveObjects.Answer;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.resource.Kind;
import dev.hoplint.resource.ObjectRef;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveReadsTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final ObjectRef WEB = service("shop", "web");

  private final FakeKube kube = FakeKube.start();
  private final ApiRequests api = new ApiRequests(ClusterAccess.at(kube.url()).open());
  private final LiveObjects live = new LiveReads(() -> api, 1_000);

  @AfterEach
  void close() {
    api.close();
    kube.close();
  }

  @Test
  void anObjectIsReadAsItIsNowWithoutAVersion() {
    kube.put(Cluster.service("shop", "web", "7"));
    assertThat(live.get(WEB, LIMIT))
        .isInstanceOfSatisfying(
            Answer.Present.class,
            present -> assertThat(present.resource().meta().labels().get("mark")).contains("7"));
    kube.delete("services", "shop", "web");
    assertThat(live.get(WEB, LIMIT)).isEqualTo(new Answer.Gone());
    assertThat(kube.calls("get", "services")).hasSize(2).allMatch(call -> call.query().isEmpty());
  }

  @Test
  void clusterWideObjectsAreReadWithoutANamespace() {
    kube.put(Cluster.namespace("shop"));
    assertThat(live.get(new ObjectRef(new Kind("v1", "Namespace"), "", "shop"), LIMIT))
        .isInstanceOf(Answer.Present.class);
  }

  @Test
  void whateverGoesWrongIsAFailure() {
    kube.put(Cluster.service("shop", "web", "7"));
    kube.fail(KubeFault.answer(500));
    kube.fail(KubeFault.answer(403));
    kube.fail(KubeFault.tooMany(1));
    kube.fail(KubeFault.garbage());
    kube.fail(KubeFault.truncated());
    for (int i = 0; i < 5; i++) {
      assertThat(live.get(WEB, LIMIT)).isInstanceOf(Answer.Failed.class);
    }
    kube.down();
    assertThat(live.get(WEB, LIMIT)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void slownessIsAFailureInTime() {
    kube.put(Cluster.service("shop", "web", "7"));
    kube.fail(KubeFault.slow(Duration.ofSeconds(5)).always());
    long began = System.nanoTime();
    assertThat(live.get(WEB, Duration.ofMillis(100))).isInstanceOf(Answer.Failed.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void onlyWatchableKindsUnderRealNamesAreAskedFor() {
    for (ObjectRef hostile :
        new ObjectRef[] {
          new ObjectRef(new Kind("v1", "Secret"), "shop", "web"),
          new ObjectRef(new Kind("example.org/v1", "Service"), "shop", "web"),
          service("shop", "../secrets/web"),
          service("shop", "web?watch=true"),
          service("shop", ""),
          service("..", "web"),
          service("shop/../x", "web"),
          service("shop", "a..b"),
          service("shop", "WEB"),
        }) {
      assertThat(live.get(hostile, LIMIT)).as("%s", hostile).isInstanceOf(Answer.Failed.class);
    }
    assertThat(kube.calls()).isEmpty();
  }

  @Test
  void readsAreLimitedInTheirRate() {
    LiveObjects rare = new LiveReads(() -> api, 10);
    int failed = 0;
    for (int i = 0; i < 100; i++) {
      if (rare.get(WEB, LIMIT) instanceof Answer.Failed) {
        failed++;
      }
    }
    assertThat(failed).isGreaterThan(0);
    assertThat(kube.calls()).hasSize(100 - failed).hasSizeGreaterThanOrEqualTo(10);
  }

  private static ObjectRef service(String namespace, String name) {
    return new ObjectRef(new Kind("v1", "Service"), namespace, name);
  }
}
