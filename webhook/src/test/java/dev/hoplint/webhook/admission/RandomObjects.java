package dev.hoplint.webhook.admission;

import dev.hoplint.yaml.Mapping;
import java.util.Random;

/// Objects of few names, hosts and labels in two namespaces, so that they meet, miss and disturb
/// each other.
final class RandomObjects {
  private final Random random;

  RandomObjects(Random random) {
    this.random = random;
  }

  Mapping any() {
    return Manifests.one(text());
  }

  private String text() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> ingress();
      case 4, 5, 6 -> service();
      case 7, 8, 9 -> workload();
      case 10 -> budgetOrScaler();
      default -> ingressClass();
    };
  }

  String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private String name() {
    return pick("web", "api", "job");
  }

  private String head(String apiVersion, String kind) {
    return """
    apiVersion: %s
    kind: %s
    metadata:
      name: %s
      namespace: %s
      annotations: {%s}
    """
        .formatted(apiVersion, kind, name(), pick("one", "one", "two"), annotation(kind));
  }

  private String annotation(String kind) {
    if (!kind.equals("Ingress")) {
      return pick("", "", "note: x");
    }
    String nginx = "nginx.ingress.kubernetes.io/";
    return pick(
        "",
        "",
        "",
        nginx + "proxy-read-timeout: \"60s\"",
        nginx + "proxy-body-size: \"8 m\"",
        nginx + "use-regex: \"true\"",
        nginx + "rewrite-target: /$2",
        nginx + "canary: \"true\"",
        nginx + "permanent-redirect: \"https://web.example/\"",
        nginx + "backend-protocol: HTTPS",
        nginx + "service-upstream: \"true\"",
        nginx + "ssl-redirect: \"no\"",
        nginx + "auth-url: \"http://auth.two.svc.cluster.local/\"");
  }

  private String ingress() {
    return head("networking.k8s.io/v1", "Ingress")
        + """
        spec:
          ingressClassName: %s
          rules:
            - host: %s.example
              http:
                paths:
                  - path: %s
                    pathType: %s
                    backend: {service: {name: %s, port: {%s}}}
        """
            .formatted(
                pick("nginx", "nginx", "other"),
                name(),
                pick("/", "/", "/api", "/api(/|$)(.*)"),
                pick("Prefix", "Exact", "ImplementationSpecific"),
                name(),
                pick("number: 80", "number: 8080", "name: http", "number: 9999"));
  }

  private String service() {
    return head("v1", "Service")
        + """
        spec:
          type: %s
          selector: {app: %s%s}
          ports:
            - {name: %s, port: %s, targetPort: %s%s}
        """
            .formatted(
                pick("ClusterIP", "ClusterIP", "LoadBalancer"),
                name(),
                pick("", "", ", tier: back"),
                pick("http", "http", "web"),
                pick("80", "80", "8080"),
                pick("8080", "http", "web"),
                pick("", "", ", protocol: UDP"));
  }

  private String workload() {
    String labels = "app: " + name() + pick("", "", ", tier: back");
    return head("apps/v1", pick("Deployment", "Deployment", "StatefulSet", "DaemonSet"))
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
                pick("0", "1", "2", "3"),
                labels,
                labels,
                pick("http", "web"),
                pick(
                    "readinessProbe: {httpGet: {port: http}}",
                    "readinessProbe: {httpGet: {port: 8080}}",
                    "livenessProbe: {tcpSocket: {port: admin}}",
                    "lifecycle: {preStop: {exec: {command: [sleep, '40']}}}",
                    "tty: false"));
  }

  private String ingressClass() {
    return """
    apiVersion: networking.k8s.io/v1
    kind: IngressClass
    metadata: {name: %s}
    spec: {controller: %s}
    """
        .formatted(
            pick("nginx", "other"),
            pick("k8s.io/ingress-nginx", "k8s.io/ingress-nginx", "traefik.io/ingress-controller"));
  }

  private String budgetOrScaler() {
    return random.nextBoolean()
        ? head("policy/v1", "PodDisruptionBudget")
            + """
            spec:
              minAvailable: %s
              selector: {matchLabels: {app: %s}}
            """
                .formatted(pick("1", "2", "100%"), name())
        : head("autoscaling/v2", "HorizontalPodAutoscaler")
            + """
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: %s}
              minReplicas: %s
              maxReplicas: 5
            """
                .formatted(name(), pick("1", "2"));
  }
}
