package dev.hoplint.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cluster.ClusterObjects.Read;
import dev.hoplint.cluster.WatchedKinds.Option;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Container;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Objects as large as an API server takes them.
class ObjectLimitsTest {
  private static final WatchedKinds KINDS = WatchedKinds.with(EnumSet.allOf(Option.class));

  @Test
  void ofManyPortsOneIsKeptOfWhichNothingIsKnown() {
    Read large = read(deployment("large", labels(1), container(ports(60_000), List.of())));
    assertThat(large.cut()).isTrue();
    Container container = ((Workload) large.resource()).template().containers().getFirst();
    assertThat(container.name().is("main")).isTrue();
    assertThat(container.ports()).hasSize(1);
    assertThat(container.ports().getFirst().name().isUnknown()).isTrue();
    assertThat(container.ports().getFirst().number().isUnknown()).isTrue();

    Service service = (Service) read(service("large", servicePorts(30_000))).resource();
    assertThat(service.selector().get("app")).contains("large");
    assertThat(service.ports()).hasSize(1);
    assertThat(service.ports().getFirst().port().isUnknown()).isTrue();
  }

  @Test
  void aThousandListsOfAThousandAreTooManyAsWell() {
    List<Object> containers =
        many(200, i -> container("c" + i, ports(300), many(300, j -> variable("V" + j))));
    Workload workload = (Workload) read(deployment("large", labels(1), containers)).resource();
    assertThat(
            workload.template().containers().stream()
                .mapToInt(one -> one.ports().size() + one.environment().size())
                .sum())
        .isLessThan(20_000);
  }

  @Test
  void whatAReviewLooksAtIsKeptWhole() {
    Read read = read(ingress("wide", 20_000));
    assertThat(read.cut()).isFalse();
    assertThat(((Ingress) read.resource()).rules().getFirst().paths()).hasSize(20_000);
    assertThat(read(deployment("usual", labels(60), container(ports(400), env(800)))).cut())
        .isFalse();
  }

  /// Kept whole, these took some 500 MB.
  @Test
  void tenOfTheLargestTakeNoMemory() {
    List<Read> kept = new ArrayList<>();
    long before = used();
    for (int i = 0; i < 5; i++) {
      kept.add(read(deployment("ports" + i, labels(1), container(ports(100_000), env(50_000)))));
      kept.add(read(deployment("labels" + i, labels(200_000), container(ports(1), List.of()))));
    }
    assertThat(used() - before).isLessThan(20L << 20);
    assertThat(kept).allMatch(Read::cut);
  }

  /// Kept whole, this took more than eight minutes.
  @Test
  @Timeout(60)
  void nothingIsMissingOrWrongBecauseOfWhatIsNotKept() {
    List<Map<String, Object>> large =
        List.of(
            deployment("ports", labels("ports", 1), container(ports(60_000), env(60_000))),
            deployment("labels", labels("labels", 200_000), container(ports(1), List.of())),
            service("ports", servicePorts(30_000)),
            annotated(service("web", servicePorts(2)), labels(80_000)),
            ingress("wide", 37_000));
    List<Map<String, Object>> small =
        List.of(
            Cluster.namespace("shop"),
            ingressClass(),
            ingress("narrow", List.of(path("/narrow", "web", 1_024))),
            service("labels", servicePorts(1)),
            canary(),
            scaler("ports"),
            scaler("labels"),
            budget("ports"),
            budget("labels"),
            budget("web"),
            deployment("web", labels("web", 1), container(ports(2), List.of())));
    Set<String> findings = lint(large, small);
    assertThat(findings).isEqualTo(lint(List.of(), List.of()));
  }

  @Test
  void theyAreCountedUntilTheyAreGone() {
    try (FakeKube kube = FakeKube.start();
        ClusterWatch watch = Cluster.watch(kube)) {
      Cluster.awaitReady(watch);
      assertThat(watch.health().cut()).isZero();
      kube.put(service("large", servicePorts(30_000)));
      Eventually.await("counted", () -> watch.health().cut() == 1);
      assertThat(watch.health().detail()).get().asString().endsWith("known whole: 1");
      assertThat(watch.snapshot().world().all(Service.class)).hasSize(1);
      kube.put(service("large", servicePorts(1)));
      Eventually.await("small", () -> watch.health().cut() == 0);
      kube.put(service("large", servicePorts(30_000)));
      Eventually.await("counted", () -> watch.health().cut() == 1);
      kube.delete("services", "shop", "large");
      Eventually.await("gone", () -> watch.health().cut() == 0);
    }
  }

  private static Set<String> lint(
      List<Map<String, Object>> large, List<Map<String, Object>> small) {
    List<Resource> all = new ArrayList<>();
    large.forEach(object -> all.add(read(object).resource()));
    small.forEach(object -> all.add(read(object).resource()));
    Set<String> listed = KINDS.all().stream().map(WatchedKind::kind).collect(Collectors.toSet());
    World world =
        World.of(
            all,
            List.of(AppliedSet.explicit("cluster")),
            WatchedKinds.visibility(listed),
            Assumptions.NONE);
    Linter linter =
        new Linter(new RuleSelection(BuiltInRules.all(), Config.DEFAULT, List.of(), List.of()), 1);
    return linter.lint(world, Door.CLUSTER).stream()
        .map(Finding::message)
        .collect(Collectors.toSet());
  }

  private static Read read(Map<String, Object> object) {
    WatchedKind kind =
        KINDS.all().stream()
            .filter(one -> one.kind().equals(object.get("kind")))
            .findFirst()
            .orElseThrow();
    @SuppressWarnings("unchecked")
    Map<String, Object> copy = (Map<String, Object>) copy(object);
    @SuppressWarnings("unchecked")
    Map<String, Object> metadata = (Map<String, Object>) copy.get("metadata");
    metadata.put("resourceVersion", "1");
    return ClusterObjects.read(kind, copy);
  }

  /// As it comes from a stream: every map and list may be changed.
  private static Object copy(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> fields = new LinkedHashMap<>();
        map.forEach((key, below) -> fields.put(key, copy(below)));
        yield fields;
      }
      case List<?> list ->
          list.stream()
              .map(ObjectLimitsTest::copy)
              .collect(Collectors.toCollection(ArrayList::new));
      default -> value;
    };
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static List<Object> many(int count, IntFunction<Object> one) {
    return IntStream.range(0, count).mapToObj(one).toList();
  }

  private static List<Object> ports(int count) {
    return many(count, i -> Map.of("containerPort", 1_024 + i % 60_000, "name", "p" + i));
  }

  private static List<Object> servicePorts(int count) {
    return many(
        count, i -> Map.of("name", "p" + i, "port", 1_024 + i % 60_000, "targetPort", "p" + i));
  }

  private static Map<String, Object> variable(String name) {
    return Map.of("name", name, "value", "x");
  }

  private static List<Object> env(int count) {
    return many(count, i -> variable("V" + i));
  }

  private static Map<String, Object> labels(int count) {
    return labels("large", count);
  }

  private static Map<String, Object> labels(String app, int count) {
    Map<String, Object> labels = new LinkedHashMap<>();
    for (int i = 1; i < count; i++) {
      labels.put("l" + i, "x");
    }
    labels.put("app", app);
    return labels;
  }

  private static List<Object> container(List<Object> ports, List<Object> env) {
    return List.of(container("main", ports, env));
  }

  private static Map<String, Object> container(String name, List<Object> ports, List<Object> env) {
    return Map.of(
        "name",
        name,
        "image",
        "example.org/web:1",
        "ports",
        ports,
        "env",
        env,
        "readinessProbe",
        Map.of("httpGet", Map.of("path", "/ready", "port", "p0")),
        "lifecycle",
        Map.of("preStop", Map.of("sleep", Map.of("seconds", 15))),
        "resources",
        Map.of("requests", Map.of("cpu", "1")));
  }

  private static Map<String, Object> deployment(
      String name, Map<String, Object> labels, List<Object> containers) {
    return Cluster.object(
        "apps/v1",
        "Deployment",
        "shop",
        name,
        "",
        Map.of(
            "replicas",
            3,
            "selector",
            Map.of("matchLabels", Map.of("app", name)),
            "template",
            Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                Map.of("terminationGracePeriodSeconds", 60, "containers", containers))));
  }

  private static Map<String, Object> service(String name, List<Object> ports) {
    return Cluster.object(
        "v1", "Service", "shop", name, "", Map.of("selector", Map.of("app", name), "ports", ports));
  }

  private static Map<String, Object> annotated(
      Map<String, Object> object, Map<String, Object> annotations) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    ((Map<?, ?>) object.get("metadata")).forEach((key, value) -> metadata.put("" + key, value));
    metadata.put("annotations", annotations);
    Map<String, Object> annotated = new LinkedHashMap<>(object);
    annotated.put("metadata", metadata);
    return annotated;
  }

  private static Map<String, Object> ingressClass() {
    return Cluster.object(
        "networking.k8s.io/v1",
        "IngressClass",
        "",
        "nginx",
        "",
        Map.of("controller", "k8s.io/ingress-nginx"));
  }

  private static Map<String, Object> path(String path, String service, int port) {
    return Map.of(
        "path",
        path,
        "pathType",
        "Prefix",
        "backend",
        Map.of("service", Map.of("name", service, "port", Map.of("number", port))));
  }

  private static Map<String, Object> ingress(String name, int paths) {
    return ingress(name, many(paths, i -> path("/p" + i, "web", 1_024)));
  }

  private static Map<String, Object> ingress(String name, List<Object> paths) {
    return annotated(
        Cluster.object(
            "networking.k8s.io/v1",
            "Ingress",
            "shop",
            name,
            "",
            Map.of(
                "ingressClassName",
                "nginx",
                "rules",
                List.of(Map.of("host", "wide.example", "http", Map.of("paths", paths))))),
        Map.of("nginx.ingress.kubernetes.io/proxy-body-size", "8m"));
  }

  /// Its primary is among the paths that are not kept; so is the Service's port.
  private static Map<String, Object> canary() {
    return annotated(
        ingress("canary", List.of(path("/p36000", "ports", 29_000))),
        Map.of(
            "nginx.ingress.kubernetes.io/canary",
            "true",
            "nginx.ingress.kubernetes.io/canary-weight",
            "10"));
  }

  private static Map<String, Object> scaler(String name) {
    return Cluster.object(
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
        "shop",
        name,
        "",
        Map.of(
            "scaleTargetRef",
            Map.of("apiVersion", "apps/v1", "kind", "Deployment", "name", name),
            "minReplicas",
            3,
            "maxReplicas",
            5));
  }

  private static Map<String, Object> budget(String name) {
    return Cluster.object(
        "policy/v1",
        "PodDisruptionBudget",
        "shop",
        name,
        "",
        Map.of("selector", Map.of("matchLabels", Map.of("app", name)), "maxUnavailable", 1));
  }
}
