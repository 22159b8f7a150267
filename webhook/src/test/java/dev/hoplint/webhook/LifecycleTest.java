package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KeyMaterial;
import dev.hoplint.harness.Kubeconfig;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.UserVerdict;
import dev.hoplint.harness.UserVerdict.FailurePolicy;
import dev.hoplint.harness.WebhookProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Replicas as processes: how they begin and how they end.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifecycleTest {
  private static final byte[] REVIEW =
      """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"one",
       "kind":{"group":"","version":"v1","kind":"Service"},
       "resource":{"group":"","version":"v1","resource":"services"},
       "name":"web","namespace":"shop","operation":"CREATE","userInfo":{"username":"jane"},
       "object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop"},
         "spec":{"selector":{"app":"web"},"ports":[{"port":80}]}},
       "oldObject":null,"dryRun":false}}
      """
          .getBytes(UTF_8);

  @TempDir static Path folder;
  private KeyMaterial keys;

  @BeforeAll
  void keys() {
    keys = KeyMaterial.server(folder);
  }

  @Test
  void onSigtermReadinessGoesFirstAndAnswersGoOn() throws Exception {
    try (Replica replica = Replica.ready(folder, keys, "drain: {delay: 3s, stop: 12s}");
        ApiServerClient client = client(replica.port(), "/validate")) {
      assertThat(closes(client.call(REVIEW))).isFalse();
      long begin = System.nanoTime();
      replica.process().terminate();
      while (replica.health("/readyz") != 503) {
        assertThat(System.nanoTime() - begin).isLessThan(Duration.ofSeconds(2).toNanos());
      }
      int answers = 0;
      while (System.nanoTime() - begin < Duration.ofMillis(2_500).toNanos()) {
        assertThat(closes(client.call(REVIEW))).isTrue();
        assertThat(replica.health("/livez")).isEqualTo(200);
        answers++;
      }
      assertThat(answers).isGreaterThan(1);
      assertThat(replica.process().exit(Duration.ofSeconds(20))).isZero();
      assertThat(System.nanoTime() - begin).isGreaterThan(Duration.ofSeconds(3).toNanos());
      assertThat(client.call(REVIEW)).isInstanceOf(ApiServerClient.Outcome.Failed.class);
    }
  }

  @Test
  void theDefaultsLeaveTimeForAllEndpointsToForget() {
    var drain = dev.hoplint.webhook.config.WebhookConfig.DEFAULT.drain();
    assertThat(drain.delay()).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    assertThat(drain.stop()).isGreaterThan(Duration.ofSeconds(10));
    assertThat(drain.delay().plus(drain.stop())).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void aSecondSignalEndsAtOnce() throws Exception {
    try (Replica replica = Replica.ready(folder, keys, "drain: {delay: 60s}")) {
      replica.process().terminate();
      Eventually.await("unready", () -> replica.health("/readyz") == 503);
      replica.process().terminate();
      assertThat(replica.process().exit(Duration.ofSeconds(10))).isEqualTo(1);
    }
  }

  @Test
  void noCallFailsWhileReplicasAreReplaced() throws Exception {
    int restarts = Size.of(2, 100);
    int rate = Size.of(40, 500);
    Duration late = Duration.ofMillis(Size.of(1_000, 5_000));
    String drain = "drain: {delay: %dms, stop: 12s}".formatted(Size.of(2_500, 8_000));
    Deque<WebhookProcess> replicas = new ArrayDeque<>();
    try (FakeKube kube = FakeKube.start();
        ServiceProxy service = new ServiceProxy();
        ApiServerClient client =
            new ApiServerClient(
                ApiServerClient.Entry.local(service.port(), "/validate"),
                keys.trust(Conscrypt.newProvider()));
        SteadyCalls load = new SteadyCalls(client, REVIEW, rate)) {
      Path kubeconfig = Kubeconfig.open(folder, kube.url());
      for (int i = 0; i < 2; i++) {
        add(replicas, service, kubeconfig, drain);
      }
      load.begin();
      Thread.sleep(SteadyCalls.RISE);
      for (int i = 0; i < restarts; i++) {
        // A pod begins on processors of its own. Here it would take those of the others.
        load.rest(true);
        add(replicas, service, kubeconfig, drain);
        load.rest(false);
        WebhookProcess old = replicas.removeFirst();
        old.process().terminate();
        Thread.sleep(late);
        service.remove(old.address().getPort());
        assertThat(old.process().exit(Duration.ofSeconds(60))).isZero();
        assertThat(load.failedInSecond()).as("failures by second, restart %d", i).isEmpty();
      }
      load.end();
      assertThat(load.failedInSecond()).isEmpty();
      assertThat(load.calls()).isGreaterThan(restarts * rate);
    } finally {
      replicas.forEach(WebhookProcess::close);
    }
  }

  /// One more, with the options and the warm-up of a pod, out of the image where there is one.
  private void add(
      Deque<WebhookProcess> replicas, ServiceProxy service, Path kubeconfig, String drain) {
    replicas.add(
        WebhookProcess.start(
            new WebhookProcess.Settings(
                folder,
                WebhookProcess.certificate(keys) + drain,
                kubeconfig,
                WebhookProcess.POD_MEBIBYTES,
                WebhookProcess.image())));
    service.add(replicas.getLast().address().getPort());
  }

  @Test
  void aKilledReplicaFailsOnlyTheCallsThatItHad() throws Exception {
    String config = "drain: {delay: 1s}";
    try (ServiceProxy service = new ServiceProxy();
        ApiServerClient client = client(service.port(), "/validate");
        SteadyCalls load = new SteadyCalls(client, REVIEW, 50);
        Replica one = Replica.ready(folder, keys, config);
        Replica other = Replica.ready(folder, keys, config)) {
      service.add(one.port());
      service.add(other.port());
      load.begin();
      Thread.sleep(1_000);
      one.process().kill();
      service.remove(one.port());
      Thread.sleep(1_000);
      long known = System.nanoTime();
      Thread.sleep(1_000);
      load.end();
      // Calls that were under way, and connections that were not yet known to be dead.
      assertThat(load.failed())
          .hasSizeLessThanOrEqualTo(25)
          .noneMatch(failure -> failure.begin() > known);
      for (SteadyCalls.Failure failure : load.failed()) {
        assertThat(
                UserVerdict.of(
                    failure.outcome(), "one", "review.hoplint.dev", FailurePolicy.IGNORE))
            .isEqualTo(new UserVerdict(true, true, "", List.of()));
      }
    }
  }

  private ApiServerClient client(int port, String path) {
    return new ApiServerClient(ApiServerClient.Entry.local(port, path), Replica.trust(keys));
  }

  private static boolean closes(ApiServerClient.Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ApiServerClient.Outcome.Answered.class,
            one -> assertThat(one.response().status()).isEqualTo(200));
    return ((ApiServerClient.Outcome.Answered) outcome).response().closes();
  }
}
