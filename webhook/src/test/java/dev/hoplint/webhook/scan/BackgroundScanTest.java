package dev.hoplint.webhook.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.RulesInSight;
import dev.hoplint.engine.Fingerprint;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.TestClock;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.YamlReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackgroundScanTest {
  private static final Path CASES =
      Path.of(System.getProperty("hoplint.root", "..")).resolve("testdata/rules");

  private final ScanWorld world = new ScanWorld();
  private final TestClock clock = TestClock.start();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<ScanResult> results = new ArrayList<>();
  private WebhookConfig config = WebhookConfig.DEFAULT;

  @Test
  void itFindsWhatTheLinterFinds() throws IOException {
    int compared = 0;
    Set<String> off = RulesInSight.off(BuiltInRules.all(), ScanWorld.WATCHED).keySet();
    Linter linter =
        new Linter(
            new RuleSelection(
                BuiltInRules.all().stream()
                    .filter(rule -> !off.contains(rule.meta().id()))
                    .toList(),
                WebhookConfig.DEFAULT.engine(),
                List.of(),
                List.of()),
            1);
    try (Stream<Path> files = Files.walk(CASES)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".yaml")).sorted().toList()) {
        ScanWorld cluster = of(file);
        List<Finding> expected = linter.lint(cluster.snapshot().world(), Door.CLUSTER);
        results.clear();
        BackgroundScan scan = scan(cluster);
        scan.step();
        clock.advance(Duration.ofSeconds(60));
        scan.step();
        assertThat(results.getLast().all().stream().map(Reported::fingerprint))
            .as(file.toString())
            .containsExactlyInAnyOrderElementsOf(expected.stream().map(Fingerprint::of).toList());
        compared += expected.size();
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  @Test
  void itScansAtOnceAndAtEveryInterval() {
    world.shop("shop", "web", 80, 81);
    BackgroundScan scan = scan(world);
    steps(scan, Duration.ZERO);
    assertThat(results).hasSize(1);
    // Once more when the first change has settled.
    steps(scan, Duration.ofMinutes(1));
    assertThat(results).hasSize(2);
    steps(scan, Duration.ofSeconds(295));
    assertThat(results).hasSize(2);
    steps(scan, Duration.ofSeconds(5));
    assertThat(results).hasSize(3);
    steps(scan, Duration.ofMinutes(5));
    assertThat(results).hasSize(4);
    assertThat(meters.get("hoplint.scan.last.success.timestamp").gauge().value())
        .isEqualTo((double) results.getLast().at().getEpochSecond());
    assertThat(
            meters
                .get("hoplint.scan.findings")
                .tag("rule", "backend-port-not-on-service")
                .tag("severity", "error")
                .gauge()
                .value())
        .isOne();
  }

  @Test
  void aChangeIsScannedWhenItHasSettled() {
    world.shop("shop", "web", 80, 80);
    BackgroundScan scan = scan(world);
    steps(scan, Duration.ofSeconds(90));
    int before = results.size();
    world.shop("shop", "other", 80, 81);
    steps(scan, Duration.ofSeconds(55));
    assertThat(results).hasSize(before);
    steps(scan, Duration.ofSeconds(10));
    assertThat(results).hasSize(before + 1);
    assertThat(rules()).contains("backend-port-not-on-service");
  }

  @Test
  void whatIsMissingCountsOnlyWhenNothingIsUnderWayAnyMore() {
    world.shop("shop", "web", 80, 80).remove("Service shop/web");
    BackgroundScan scan = scan(world);
    scan.step();
    assertThat(rules()).doesNotContain("backend-service-missing");
    for (int i = 0; i < 11; i++) {
      clock.advance(Duration.ofSeconds(5));
      world.put(ScanWorld.service("shop", "busy", 80 + i));
      scan.step();
      assertThat(rules()).doesNotContain("backend-service-missing");
    }
    steps(scan, Duration.ofSeconds(10));
    assertThat(rules()).contains("backend-service-missing");
    world.put(ScanWorld.service("shop", "web", 80));
    steps(scan, Duration.ofSeconds(65));
    assertThat(rules()).doesNotContain("backend-service-missing");
  }

  @Test
  void namespacesThatAreOffOrGoingAreLeftOut() {
    world.shop("shop", "web", 80, 81).shop("legacy", "web", 80, 81).shop("going", "web", 80, 81);
    world.terminating("going");
    config = with(List.of(new NamespaceMode(List.of("leg*"), Mode.OFF)), List.of());
    scan(world).step();
    assertThat(results.getLast().byNamespace()).containsOnlyKeys("shop");
    assertThat(results.getLast().writable()).containsExactlyInAnyOrder("shop", "legacy");
  }

  @Test
  void acceptedFindingsAreLeftOutUntilTheirDay() {
    world.shop("shop", "web", 80, 81);
    config =
        with(
            List.of(),
            List.of(
                new ExceptionEntry(
                    "backend-port-*",
                    "Ingress/shop/*",
                    "known",
                    Optional.of(LocalDate.ofInstant(clock.instant(), clock.getZone())))));
    BackgroundScan scan = scan(world);
    scan.step();
    assertThat(rules()).doesNotContain("backend-port-not-on-service");
    clock.advance(Duration.ofDays(1));
    scan.step();
    assertThat(rules()).contains("backend-port-not-on-service");
  }

  @Test
  void aStaleWorldIsNotScanned() {
    world.shop("shop", "web", 80, 81);
    BackgroundScan scan = scan(world);
    scan.step();
    world.stale("nobody listens");
    steps(scan, Duration.ofMinutes(11));
    assertThat(results).hasSize(1);
    assertThat(meters.get("hoplint.scan.skipped").tag("reason", "stale").counter().count())
        .isPositive();
  }

  @Test
  void otherNamespacesAreNotNamed() {
    world.shop("shop", "web", 80, 80).namespace("secret-project");
    world.put(ScanWorld.ingress("secret-project", "web", List.of("/"), "web", 80));
    scan(world).step();
    for (ScanResult result : results) {
      result.byNamespace().getOrDefault("shop", List.of()).stream()
          .map(one -> one.message() + one.help())
          .forEach(text -> assertThat(text).doesNotContain("secret-project"));
    }
  }

  @Test
  void aLargeClusterIsScannedInTime() {
    // 4,000 Services, 5,000 workloads, 3,000 Ingresses with some 20,000 paths, 200 namespaces.
    int namespaces = Size.of(20, 200);
    for (int n = 0; n < namespaces; n++) {
      String namespace = "team-" + n;
      world.namespace(namespace);
      for (int i = 0; i < 25; i++) {
        world.put(ScanWorld.deployment(namespace, "app-" + i, 8080));
        if (i < 20) {
          world.put(ScanWorld.service(namespace, "app-" + i, 8080));
        }
        if (i < 15) {
          List<String> paths = new ArrayList<>();
          for (int p = 0; p < 7; p++) {
            paths.add("/part-" + p);
          }
          world.put(ScanWorld.ingress(namespace, "app-" + i, paths, "app-" + i, i == 0 ? 1 : 8080));
        }
      }
    }
    var _ = world.snapshot();
    // The time of the one thread that scans: other tests have the processors, too.
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    scan(world).step();
    Duration took =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    System.out.printf(
        "scan of %d namespaces: %d ms, %d findings%n",
        namespaces, took.toMillis(), results.getLast().all().size());
    assertThat(results.getLast().byNamespace()).hasSize(namespaces);
    assertThat(took).isLessThan(Duration.ofSeconds(10));
  }

  private void steps(BackgroundScan scan, Duration time) {
    scan.step();
    for (long passed = 0; passed < time.toSeconds(); passed += 5) {
      clock.advance(Duration.ofSeconds(5));
      scan.step();
    }
  }

  private List<String> rules() {
    return results.getLast().all().stream().map(one -> one.rule().id()).toList();
  }

  private BackgroundScan scan(ScanWorld cluster) {
    ScanOutlet outlet =
        new ScanOutlet() {
          @Override
          public void offer(ScanResult result) {
            results.add(result);
          }

          @Override
          public void beat(WebhookConfig config) {}

          @Override
          public void close() {}
        };
    return new BackgroundScan(
        () -> config, BuiltInRules.all(), cluster, outlet, meters, clock, () -> false, false);
  }

  private static ScanWorld of(Path file) {
    ScanWorld world = new ScanWorld();
    try {
      for (Document document :
          YamlReader.read(SourceText.of(file.toString(), Files.readString(file)))) {
        if (document.root().orElse(null) instanceof Mapping mapping
            && !mapping.entries().isEmpty()) {
          world.put(ResourceReader.read(mapping));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return world;
  }

  private static WebhookConfig with(
      List<NamespaceMode> namespaces, List<ExceptionEntry> exceptions) {
    WebhookConfig base = WebhookConfig.DEFAULT;
    return new WebhookConfig(
        base.listen(),
        base.mode(),
        namespaces,
        base.engine(),
        exceptions,
        base.mayAllow(),
        base.warnExisting(),
        base.discloseNames(),
        base.tls(),
        base.limits(),
        base.scan(),
        base.watch(),
        base.drain());
  }
}
