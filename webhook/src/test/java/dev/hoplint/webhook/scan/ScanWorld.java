package dev.hoplint.webhook.scan;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.cluster.ObjectNodes;
import dev.hoplint.cluster.Snapshot;
import dev.hoplint.cluster.Snapshot.NamespaceState;
import dev.hoplint.intake.AppliedSet;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.ResourceReader;
import dev.hoplint.world.Assumptions;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.Visibility.Sight;
import dev.hoplint.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster in memory, for scans.
final class ScanWorld implements ClusterState {
  static final Set<String> WATCHED =
      Set.of(
          "Service",
          "Namespace",
          "Ingress",
          "IngressClass",
          "Deployment",
          "StatefulSet",
          "DaemonSet");

  private final Map<String, Resource> objects = new LinkedHashMap<>();
  private final Map<String, NamespaceState> namespaces = new HashMap<>();
  private Optional<String> stale = Optional.empty();
  private long generation;
  private Optional<Snapshot> known = Optional.empty();

  ScanWorld namespace(String name) {
    namespaces.put(name, new NamespaceState(false));
    return changed();
  }

  ScanWorld terminating(String name) {
    namespaces.put(name, new NamespaceState(true));
    return changed();
  }

  ScanWorld gone(String namespace) {
    namespaces.remove(namespace);
    objects.keySet().removeIf(key -> key.contains(" " + namespace + "/"));
    return changed();
  }

  ScanWorld put(Resource resource) {
    objects.put(resource.ref().toString(), resource);
    return changed();
  }

  ScanWorld put(Map<String, ?> object) {
    return put(ResourceReader.read(ObjectNodes.mapping(object)));
  }

  /// A Service with one port, and an Ingress that sends a host to it.
  ///
  /// @param ingressPort another than `port` is an error
  ScanWorld shop(String namespace, String name, int port, int ingressPort) {
    namespace(namespace);
    put(deployment(namespace, name, port));
    put(service(namespace, name, port));
    return put(ingress(namespace, name, List.of("/"), name, ingressPort));
  }

  ScanWorld remove(String ref) {
    if (objects.remove(ref) == null) {
      throw new IllegalArgumentException("there is no " + ref);
    }
    return changed();
  }

  ScanWorld stale(String why) {
    stale = Optional.of(why);
    known = Optional.empty();
    return this;
  }

  private ScanWorld changed() {
    generation++;
    known = Optional.empty();
    return this;
  }

  @Override
  public Snapshot snapshot() {
    if (known.isEmpty()) {
      Map<String, Sight> sights = new HashMap<>();
      WATCHED.forEach(kind -> sights.put(kind, Sight.CLOSED));
      World world =
          World.of(
              new ArrayList<>(objects.values()),
              List.of(AppliedSet.explicit("cluster")),
              new Visibility(Sight.UNWATCHED, sights),
              Assumptions.NONE);
      known =
          Optional.of(
              new Snapshot(
                  world, generation, Instant.EPOCH, Map.copyOf(namespaces), WATCHED, stale));
    }
    return known.get();
  }

  static Map<String, Object> service(String namespace, String name, int port) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Service",
        "metadata",
        Map.of("namespace", namespace, "name", name),
        "spec",
        Map.of(
            "type",
            "ClusterIP",
            "selector",
            Map.of("app", name),
            "ports",
            List.of(Map.of("name", "http", "port", port, "targetPort", port))));
  }

  static Map<String, Object> deployment(String namespace, String name, int port) {
    return Map.of(
        "apiVersion",
        "apps/v1",
        "kind",
        "Deployment",
        "metadata",
        Map.of("namespace", namespace, "name", name),
        "spec",
        Map.of(
            "replicas",
            2,
            "selector",
            Map.of("matchLabels", Map.of("app", name)),
            "template",
            Map.of(
                "metadata",
                Map.of("labels", Map.of("app", name)),
                "spec",
                Map.of(
                    "containers",
                    List.of(
                        Map.of(
                            "name",
                            "app",
                            "image",
                            "example/app:1",
                            "ports",
                            List.of(Map.of("name", "http", "containerPort", port))))))));
  }

  static Map<String, Object> ingress(
      String namespace, String name, List<String> paths, String service, int port) {
    return Map.of(
        "apiVersion",
        "networking.k8s.io/v1",
        "kind",
        "Ingress",
        "metadata",
        Map.of("namespace", namespace, "name", name),
        "spec",
        Map.of(
            "ingressClassName",
            "nginx",
            "rules",
            List.of(
                Map.of(
                    "host",
                    name + "." + namespace + ".example",
                    "http",
                    Map.of(
                        "paths",
                        paths.stream().map(path -> path(path, service, port)).toList())))));
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
}
