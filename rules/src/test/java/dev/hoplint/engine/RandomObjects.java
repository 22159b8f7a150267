package dev.hoplint.engine;

import dev.hoplint.resource.Resource;
import dev.hoplint.testing.Worlds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Objects of few names and labels, so that they meet, miss and disturb each other.
final class RandomObjects {
  private RandomObjects() {}

  /// Objects without two of one identity.
  static List<Resource> many(Random random, int count) {
    List<Resource> objects = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < count; i++) {
      Resource object = one(random);
      if (seen.add(object.ref().toString())) {
        objects.add(object);
      }
    }
    return objects;
  }

  static Resource one(Random random) {
    String yaml =
        switch (random.nextInt(8)) {
          case 0, 1 -> ingress(random);
          case 2, 3 -> service(random);
          case 4, 5 -> workload(random);
          case 6 -> budget(random);
          default -> autoscaler(random);
        };
    return Worlds.resources(yaml).getFirst();
  }

  private static String name(Random random) {
    return pick(random, "web", "api", "job");
  }

  private static String namespace(Random random) {
    return pick(random, "one", "one", "two");
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static String head(String apiVersion, String kind, Random random) {
    return """
    apiVersion: %s
    kind: %s
    metadata:
      name: %s
      namespace: %s
    """
        .formatted(apiVersion, kind, name(random), namespace(random));
  }

  private static String ingress(Random random) {
    return head("networking.k8s.io/v1", "Ingress", random)
        + """
        spec:
          ingressClassName: nginx
          rules:
            - host: %s.example
              http:
                paths:
                  - path: /
                    pathType: Prefix
                    backend: {service: {name: %s, port: {%s}}}
        """
            .formatted(
                name(random),
                name(random),
                pick(random, "number: 80", "number: 8080", "name: http", "number: 9999"));
  }

  private static String service(Random random) {
    return head("v1", "Service", random)
        + """
        spec:
          type: %s
          selector: {app: %s%s}
          ports:
            - {name: http, port: 80, targetPort: %s}
        """
            .formatted(
                pick(random, "ClusterIP", "ClusterIP", "LoadBalancer"),
                name(random),
                pick(random, "", "", ", tier: back"),
                pick(random, "8080", "http", "web"));
  }

  private static String workload(Random random) {
    String labels = "app: " + name(random) + pick(random, "", ", tier: back");
    return head("apps/v1", pick(random, "Deployment", "Deployment", "StatefulSet"), random)
        + """
        spec:
          replicas: %s
          selector: {matchLabels: {%s}}
          template:
            metadata: {labels: {%s}}
            spec:
              containers:
                - name: app
                  image: example/app
                  ports:
                    - {name: %s, containerPort: 8080}
                  %s
        """
            .formatted(
                pick(random, "0", "1", "2", "3"),
                labels,
                labels,
                pick(random, "http", "web"),
                pick(
                    random,
                    "readinessProbe: {httpGet: {port: http}}",
                    "readinessProbe: {httpGet: {port: 8080}}",
                    "lifecycle: {preStop: {exec: {command: [sleep, '40']}}}",
                    "tty: false"));
  }

  private static String budget(Random random) {
    return head("policy/v1", "PodDisruptionBudget", random)
        + """
        spec:
          minAvailable: %s
          selector: {matchLabels: {app: %s}}
        """
            .formatted(pick(random, "1", "2", "100%"), name(random));
  }

  private static String autoscaler(Random random) {
    return head("autoscaling/v2", "HorizontalPodAutoscaler", random)
        + """
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
          minReplicas: %s
          maxReplicas: 5
          metrics:
            - type: Resource
              resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
        """
            .formatted(name(random), pick(random, "1", "2"));
  }
}
