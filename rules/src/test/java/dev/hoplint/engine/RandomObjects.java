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

  /// The same with hosts that meet in every way, and what stands before and beside them.
  static Resource meeting(Random random) {
    String yaml =
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3 -> meetingIngress(random);
          case 4 -> ingress(random);
          case 5, 6 -> service(random);
          case 7, 8 -> workload(random);
          default ->
              switch (random.nextInt(5)) {
                case 0 -> ingressClass(random);
                case 1 -> controller(random);
                case 2 -> front(random);
                case 3 -> budget(random);
                default -> httpRoute(random);
              };
        };
    return Worlds.resources(yaml).getFirst();
  }

  private static String host(Random random) {
    return pick(
        random,
        "web.example",
        "web.example",
        "www.web.example",
        "api.example",
        "a.api.example",
        "*.example",
        "*.api.example",
        "");
  }

  private static String meetingIngress(Random random) {
    String annotations =
        pick(
            random,
            "proxy-body-size: 8m",
            "permanent-redirect: https://" + host(random).replace("*", "b") + "/",
            "temporal-redirect: http://" + host(random).replace("*", "c") + "$request_uri",
            "permanent-redirect: https://$host/other",
            "app-root: " + pick(random, "/", "/web", "/api/x"),
            "server-alias: " + pick(random, "api.example", "b.example", "web.example,c.example"),
            "from-to-www-redirect: 'true'",
            "use-regex: 'true'",
            "rewrite-target: " + pick(random, "/", "/$1", "https://api.example/$1"),
            "canary: 'true', nginx.ingress.kubernetes.io/canary-weight: '20'",
            "ssl-redirect: 'true'",
            "force-ssl-redirect: 'true'",
            "auth-url: http://api." + pick(random, "one", "two") + ".svc.cluster.local/auth",
            "custom-http-errors: '503', nginx.ingress.kubernetes.io/default-backend: "
                + name(random),
            "proxy-read-timeout: '5'",
            "backend-protocol: " + pick(random, "HTTPS", "GRPC"));
    String first = host(random);
    String second = host(random);
    return head("networking.k8s.io/v1", "Ingress", random)
        + "  annotations: {nginx.ingress.kubernetes.io/"
        + annotations
        + "}\nspec:\n"
        + pick(
            random,
            "  ingressClassName: nginx\n",
            "  ingressClassName: nginx\n",
            "  ingressClassName: nginx\n",
            "  ingressClassName: other\n",
            "")
        + pick(random, "", "  tls: [{hosts: ['" + first + "'], secretName: tls}]\n")
        + "  rules:\n"
        + rule(first, random)
        + (random.nextBoolean() ? rule(second, random) : "");
  }

  private static String rule(String host, Random random) {
    return (host.isEmpty() ? "    - http:\n" : "    - host: '" + host + "'\n      http:\n")
        + "        paths:\n"
        + path(random)
        + (random.nextBoolean() ? path(random) : "");
  }

  private static String path(Random random) {
    return "          - {path: "
        + pick(random, "/", "/", "/api", "/api/", "/(.*)", "/api/x")
        + ", pathType: "
        + pick(random, "Prefix", "Prefix", "Exact", "ImplementationSpecific")
        + ", backend: {service: {name: "
        + name(random)
        + ", port: {number: "
        + pick(random, "80", "81")
        + "}}}}\n";
  }

  private static String ingressClass(Random random) {
    return """
    apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata:
      name: %s
      annotations: {ingressclass.kubernetes.io/is-default-class: "%s"}
    spec: {controller: %s}
    """
        .formatted(
            pick(random, "nginx", "other"),
            pick(random, "true", "false"),
            pick(random, "k8s.io/ingress-nginx", "k8s.io/ingress-nginx", "example.com/other"));
  }

  private static String controller(Random random) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: controller, namespace: ingress-nginx}
    spec:
      selector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}
      template:
        metadata: {labels: {app.kubernetes.io/name: ingress-nginx}}
        spec:
          containers:
            - name: controller
              image: registry.k8s.io/ingress-nginx/controller:%s
              args: [/nginx-ingress-controller%s]
    """
        .formatted(
            pick(random, "v1.9.4", "v1.12.1"),
            pick(random, "", ", --enable-annotation-validation=true"));
  }

  private static String front(Random random) {
    return """
    apiVersion: v1
    kind: Service
    metadata:
      name: ingress-nginx-controller
      namespace: ingress-nginx
      annotations: {service.beta.kubernetes.io/do-loadbalancer-certificate-id: "%s"}
    spec:
      type: %s
      selector: {app.kubernetes.io/name: ingress-nginx}
      ports:
        - {name: https, port: 443, targetPort: http}
    """
        .formatted(name(random), pick(random, "LoadBalancer", "ClusterIP"));
  }

  private static String httpRoute(Random random) {
    return head("gateway.networking.k8s.io/v1", "HTTPRoute", random)
        + """
        spec:
          hostnames: [web.example]
          rules:
            - backendRefs: [{name: %s, namespace: %s, port: 80}]
        """
            .formatted(name(random), namespace(random));
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
