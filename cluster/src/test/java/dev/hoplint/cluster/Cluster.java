package dev.hoplint.cluster;

import dev.hoplint.harness.Eventually;
import dev.hoplint.harness.FakeKube;
import dev.hoplint.resource.Resource;
import dev.hoplint.world.Assumptions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Objects for the tests of this room, and waiting for what must come true.
final class Cluster {
  /// Fast enough for a test, slow enough for a busy machine.
  static final WatchTimes FAST = WatchTimes.standard().dividedBy(50);

  static final Set<String> RESOURCES =
      Set.of(
          "services",
          "namespaces",
          "ingresses",
          "ingressclasses",
          "deployments",
          "statefulsets",
          "daemonsets");

  private Cluster() {}

  static ClusterWatch watch(String url, WatchTimes times, Clock clock) {
    return ClusterWatch.start(
        ClusterAccess.at(url), WatchedKinds.standard(), Assumptions.NONE, times, clock);
  }

  static ClusterWatch watch(FakeKube kube) {
    return watch(kube.url(), FAST, Clock.systemUTC());
  }

  /// @param mark tells two states of an object apart
  static Map<String, Object> service(String namespace, String name, String mark) {
    return object(
        "v1",
        "Service",
        namespace,
        name,
        mark,
        Map.of("selector", Map.of("app", name), "ports", java.util.List.of(Map.of("port", 80))));
  }

  static Map<String, Object> namespace(String name) {
    return object("v1", "Namespace", "", name, "", Map.of());
  }

  static Map<String, Object> deployment(String namespace, String name, String mark) {
    Map<String, Object> labels = Map.of("app", name);
    return object(
        "apps/v1",
        "Deployment",
        namespace,
        name,
        mark,
        Map.of(
            "selector",
            Map.of("matchLabels", labels),
            "template",
            Map.of(
                "metadata",
                Map.of("labels", labels),
                "spec",
                Map.of(
                    "containers",
                    java.util.List.of(Map.of("name", "main", "image", "example.org/web:1"))))));
  }

  static Map<String, Object> object(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      String mark,
      Map<String, Object> spec) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("labels", Map.of("mark", mark));
    metadata.put("managedFields", java.util.List.of(Map.of("manager", "kubectl")));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", apiVersion);
    object.put("kind", kind);
    object.put("metadata", metadata);
    object.put("spec", spec);
    object.put("status", Map.of("observed", 1));
    return object;
  }

  /// All objects of the snapshot with their marks.
  static Map<String, String> seen(Snapshot snapshot) {
    Map<String, String> seen = new TreeMap<>();
    for (Resource resource : snapshot.world().resources()) {
      seen.put(resource.ref().toString(), resource.meta().labels().get("mark").orElse(""));
    }
    return seen;
  }

  /// All objects of the API server with their marks.
  static Map<String, String> truth(FakeKube kube) {
    Map<String, String> truth = new TreeMap<>();
    for (String resource : RESOURCES) {
      for (Map<String, Object> object : kube.all(resource)) {
        if (object.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels) {
          Object namespace = metadata.get("namespace");
          String place = namespace == null ? "" : namespace + "/";
          truth.put(
              object.get("kind") + " " + place + metadata.get("name"),
              String.valueOf(labels.get("mark")));
        }
      }
    }
    return truth;
  }

  static void awaitReady(ClusterWatch watch) {
    Eventually.await(
        "ready", () -> watch.health().problem().isEmpty() && watch.snapshot().isFresh());
  }
}
