package dev.hoplint.webhook.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.harness.KubeCall;
import dev.hoplint.harness.KubeFault;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Reports;
import dev.hoplint.webhook.config.WebhookConfig.Scan;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterOutletTest {
  private static final int NAMESPACES = 20;

  private final FakeKube kube =
      FakeKube.start()
          .know("wgpolicyk8s.io/v1alpha2", "PolicyReport", "policyreports", true)
          .know("openreports.io/v1alpha1", "Report", "reports", true);
  private final TestClock clock = TestClock.start();
  private final ScanWorld world = new ScanWorld();
  private final List<AutoCloseable> open = new ArrayList<>();
  private WebhookConfig config = config(Reports.POLICY_REPORTS, false);

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    kube.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reports.class,
      names = {"POLICY_REPORTS", "OPEN_REPORTS"})
  void oneReportForEachNamespaceAndNoWriteWhereNothingChanged(Reports kind) {
    config = config(kind, false);
    String plural = kind == Reports.OPEN_REPORTS ? "reports" : "policyreports";
    shops();
    Replica replica = new Replica("one");
    replica.settle();
    assertThat(writes(plural)).hasSize(NAMESPACES).allMatch(call -> call.is("create", plural));
    assertThat(kube.all(plural)).hasSize(NAMESPACES);

    kube.forgetCalls();
    replica.pass(Duration.ofMinutes(30));
    assertThat(writes(plural)).isEmpty();

    world.shop("team-3", "web", 80, 80);
    replica.pass(Duration.ofMinutes(10));
    assertThat(writes(plural)).hasSize(1);
    assertThat(writes(plural).getFirst().namespace()).isEqualTo("team-3");
    replica.pass(Duration.ofMinutes(30));
    assertThat(writes(plural)).hasSize(1);
  }

  @Test
  void aReportSaysWhatWasFound() {
    world.shop("shop", "web", 80, 81);
    Replica replica = new Replica("one");
    replica.settle();
    Map<String, Object> report = kube.get("policyreports", "shop", "hoplint").orElseThrow();
    assertThat(report).containsEntry("apiVersion", "wgpolicyk8s.io/v1alpha2");
    Map<?, ?> summary = (Map<?, ?>) report.get("summary");
    List<?> results = (List<?>) report.get("results");
    assertThat(((Number) summary.get("fail")).intValue()).isOne();
    assertThat(((Number) summary.get("warn")).intValue()).isEqualTo(results.size() - 1);
    Map<?, ?> worst = (Map<?, ?>) results.getFirst();
    assertThat(worst.get("rule")).isEqualTo("backend-port-not-on-service");
    assertThat(worst.get("result")).isEqualTo("fail");
    assertThat(worst.get("message"))
        .isEqualTo(
            "Ingress \"web\" asks for port 81 of Service \"web\", which has only \"http\" = 80");
    assertThat(worst.get("resources"))
        .isEqualTo(
            List.of(
                Map.of(
                    "apiVersion",
                    "networking.k8s.io/v1",
                    "kind",
                    "Ingress",
                    "namespace",
                    "shop",
                    "name",
                    "web")));
  }

  @Test
  void aReportHasAtMostTwoHundredResultsTheWorstOnes() {
    for (int i = 0; i < 150; i++) {
      world.shop("shop", "web-" + i, 80, 81);
    }
    new Replica("one").settle();
    Map<String, Object> report = kube.get("policyreports", "shop", "hoplint").orElseThrow();
    List<?> results = (List<?>) report.get("results");
    assertThat(results).hasSize(200);
    assertThat(results.subList(0, 150))
        .allMatch(one -> "fail".equals(((Map<?, ?>) one).get("result")));
    assertThat(report.get("metadata").toString()).contains("hoplint.dev/left-out");
  }

  @Test
  void reportsOfCleanAndOfRemovedNamespacesGo() {
    shops();
    Replica replica = new Replica("one");
    replica.settle();
    world.gone("team-1");
    world.remove("Ingress team-2/web");
    world.remove("Service team-2/web");
    world.remove("Deployment team-2/web");
    replica.pass(Duration.ofMinutes(6));
    assertThat(kube.get("policyreports", "team-1", "hoplint")).isEmpty();
    assertThat(kube.get("policyreports", "team-2", "hoplint")).isEmpty();
    assertThat(kube.all("policyreports")).hasSize(NAMESPACES - 2);
  }

  @Test
  void aNewLeaderWritesNothingThatIsThereAlready() {
    shops();
    Replica first = new Replica("one");
    first.settle();
    first.outlet.close();
    kube.forgetCalls();
    Replica second = new Replica("two");
    second.settle();
    second.pass(Duration.ofMinutes(10));
    assertThat(second.outlet.isLeading()).isTrue();
    assertThat(writes("policyreports")).isEmpty();
  }

  @Test
  void withoutTheCustomResourceItSaysSoAndDoesNotInsist() {
    kube.fail(KubeFault.answer(404).on("*", "policyreports").always());
    shops();
    Replica replica = new Replica("one");
    replica.settle();
    kube.forgetCalls();
    replica.pass(Duration.ofMinutes(10));
    assertThat(kube.calls("*", "policyreports")).hasSizeLessThanOrEqualTo(3);
    ScanReadiness readiness = new ScanReadiness(replica.outlet);
    assertThat(readiness.problem()).isEmpty();
    assertThat(readiness.detail())
        .contains(
            "reports are switched on, but the cluster has no wgpolicyk8s.io/v1alpha2"
                + " PolicyReport");
    kube.heal();
    replica.pass(Duration.ofMinutes(6));
    assertThat(kube.all("policyreports")).hasSize(NAMESPACES);
    assertThat(readiness.detail()).contains("this replica writes");
  }

  @Test
  void aFindingHasOneEvent() {
    config = config(Reports.NONE, true);
    world.shop("shop", "web", 80, 81);
    Replica first = new Replica("one");
    first.settle();
    List<Map<String, Object>> events = kube.all("events.events.k8s.io");
    assertThat(events).hasSizeGreaterThan(1);
    assertThat(events)
        .allMatch(event -> ((Map<?, ?>) event.get("metadata")).get("namespace").equals("shop"));
    assertThat(events.toString()).contains("BackendPortNotOnService");
    kube.forgetCalls();
    first.pass(Duration.ofMinutes(30));
    assertThat(writes("events")).isEmpty();

    // Another replica, which remembers nothing, adds to the series.
    first.outlet.close();
    Replica second = new Replica("two");
    second.settle();
    assertThat(kube.all("events.events.k8s.io")).hasSameSizeAs(events);
    assertThat(kube.all("events.events.k8s.io"))
        .allMatch(event -> ((Map<?, ?>) event.get("series")).get("count").toString().equals("2"));
    // Events end after an hour; what is still wrong is told again.
    kube.forgetCalls();
    second.pass(Duration.ofMinutes(65));
    assertThat(writes("events")).hasSameSizeAs(events);
  }

  @Test
  void manyFindingsAreToldInPortions() {
    config = config(Reports.NONE, true);
    for (int i = 0; i < EventWriter.MOST; i++) {
      world.shop("shop", "web-" + i, 80, 81);
    }
    Replica replica = new Replica("one");
    replica.step();
    replica.step();
    assertThat(writes("events")).hasSize(EventWriter.MOST);
    replica.pass(Duration.ofMinutes(20));
    assertThat(kube.all("events.events.k8s.io")).hasSizeGreaterThan(2 * EventWriter.MOST);
  }

  @Test
  void withNothingToWriteNotEvenTheLeaseIsAskedFor() {
    config = config(Reports.NONE, false);
    shops();
    new Replica("one").pass(Duration.ofMinutes(11));
    assertThat(kube.calls()).isEmpty();
  }

  @Test
  void onlyTheLeaderWritesAndStopsWhenItCannotRenew() {
    shops();
    Replica one = new Replica("one");
    Replica two = new Replica("two");
    one.settle();
    two.step();
    assertThat(one.outlet.isLeading()).isTrue();
    assertThat(two.outlet.isLeading()).isFalse();
    kube.forgetCalls();
    world.shop("team-3", "web", 80, 80);
    kube.fail(KubeFault.answer(503).on("*", "leases").always());
    one.pass(Duration.ofMinutes(3));
    assertThat(one.outlet.isLeading()).isFalse();
    assertThat(writes("policyreports")).isEmpty();
    kube.heal();
    // Only the other one comes back.
    two.pass(Duration.ofMinutes(3));
    assertThat(two.outlet.isLeading()).isTrue();
    assertThat(writes("policyreports")).hasSize(1);
    one.step();
    assertThat(one.outlet.isLeading()).isFalse();
  }

  @Test
  void whoStopsHandsTheLeaseOver() {
    shops();
    Replica one = new Replica("one");
    one.settle();
    one.outlet.close();
    Replica two = new Replica("two");
    two.step();
    assertThat(two.outlet.isLeading()).isTrue();
  }

  @Test
  void neverTwoLead() {
    List<KubernetesClient> clients = List.of(client(), client(), client());
    for (int seed = 0; seed < Size.of(5, 100); seed++) {
      Random random = new Random(seed);
      List<LeaderElection> replicas = new ArrayList<>();
      for (int i = 0; i < clients.size(); i++) {
        replicas.add(
            new LeaderElection(clients.get(i), "hoplint", "lease-" + seed, "replica-" + i, clock));
      }
      int led = 0;
      for (int step = 0; step < 60; step++) {
        if (random.nextInt(10) == 0) {
          kube.fail(KubeFault.answer(random.nextBoolean() ? 500 : 429).on("*", "leases").times(6));
        }
        LeaderElection one = replicas.get(random.nextInt(replicas.size()));
        if (random.nextInt(25) == 0) {
          one.resign();
        } else {
          one.step();
        }
        clock.advance(Duration.ofMillis(random.nextInt(4_000)));
        long leading = replicas.stream().filter(LeaderElection::getAsBoolean).count();
        assertThat(leading).isLessThanOrEqualTo(1);
        led += (int) leading;
      }
      kube.heal();
      assertThat(led).isPositive();
    }
  }

  private void shops() {
    for (int i = 0; i < NAMESPACES; i++) {
      world.shop("team-" + i, "web", 80, 81);
    }
  }

  private List<KubeCall> writes(String resource) {
    return kube.calls("*", resource).stream().filter(call -> !call.isRead()).toList();
  }

  private KubernetesClient client() {
    Config tame =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(kube.url())
            .withRequestRetryBackoffLimit(0)
            .build();
    KubernetesClient client = new KubernetesClientBuilder().withConfig(tame).build();
    open.add(client);
    return client;
  }

  /// A replica whose threads are the test's.
  private final class Replica {
    private final ClusterOutlet outlet;
    private final BackgroundScan scan;

    Replica(String name) {
      outlet = new ClusterOutlet(client(), "hoplint", "hoplint", name, clock, false);
      scan =
          new BackgroundScan(
              () -> config,
              BuiltInRules.all(),
              world,
              outlet,
              new SimpleMeterRegistry(),
              clock,
              () -> false,
              false);
    }

    void step() {
      if (config.scan().events() || config.scan().reports() != Reports.NONE) {
        outlet.elect();
      }
      scan.step();
    }

    void pass(Duration time) {
      step();
      for (long passed = 0; passed < time.toSeconds(); passed += 5) {
        clock.advance(Duration.ofSeconds(5));
        step();
      }
    }

    /// A scan whose absences count, too, comes first of all.
    void settle() {
      scan.step();
      clock.advance(Duration.ofSeconds(60));
      step();
      step();
    }
  }

  private static WebhookConfig config(Reports reports, boolean events) {
    WebhookConfig base = WebhookConfig.DEFAULT;
    return new WebhookConfig(
        base.listen(),
        base.mode(),
        base.namespaces(),
        base.engine(),
        base.exceptions(),
        base.mayAllow(),
        base.warnExisting(),
        base.discloseNames(),
        base.tls(),
        base.limits(),
        new Scan(Duration.ofMinutes(5), reports, events),
        base.watch(),
        base.drain());
  }
}
