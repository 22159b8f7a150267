package dev.hoplint.bench;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The single objects of an [AdmissionWorld].
final class AdmissionObjects {
  static final String CONTROLLER_NAMESPACE = "ingress-nginx";

  private static final String NGINX = "nginx.ingress.kubernetes.io/";

  private AdmissionObjects() {}

  static Map<String, Object> namespace(String name) {
    return object(
        "v1",
        "Namespace",
        metadata("Namespace", "", name, Map.of("kubernetes.io/metadata.name", name), Map.of()),
        Map.of("spec", Map.of("finalizers", List.of("kubernetes"))));
  }

  static Map<String, Object> service(String namespace, int number, boolean wrongPort) {
    String name = "app-" + number;
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("type", "ClusterIP");
    spec.put("clusterIP", "10." + number / 62_500 + "." + number / 250 % 250 + "." + number % 250);
    spec.put("selector", selector(name));
    spec.put(
        "ports",
        List.of(port("http", 80, wrongPort ? "htpp" : "http"), port("metrics", 9090, "metrics")));
    return object(
        "v1",
        "Service",
        metadata("Service", namespace, name, labels(name), Map.of()),
        Map.of("spec", spec));
  }

  private static Map<String, Object> port(String name, int port, Object target) {
    return ordered("name", name, "port", port, "targetPort", target, "protocol", "TCP");
  }

  static Map<String, Object> workload(String kind, String namespace, String name, boolean healthy) {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "server");
    container.put("image", "registry.example.com/" + namespace + "/" + name + ":1.42.0");
    container.put(
        "ports",
        List.of(
            ordered("name", "http", "containerPort", 8080, "protocol", "TCP"),
            ordered("name", "metrics", "containerPort", 9090, "protocol", "TCP")));
    container.put(
        "env",
        List.of(
            ordered("name", "PORT", "value", "8080"),
            ordered("name", "LOG_LEVEL", "value", "info"),
            ordered("name", "DATABASE_HOST", "value", "db." + namespace + ".svc")));
    container.put(
        "resources",
        ordered(
            "requests", ordered("cpu", "100m", "memory", "256Mi"),
            "limits", ordered("memory", "512Mi")));
    if (healthy) {
      container.put("readinessProbe", probe("/ready", 5, 3));
      container.put("livenessProbe", probe("/alive", 10, 6));
      container.put(
          "lifecycle",
          Map.of("preStop", Map.of("exec", Map.of("command", List.of("sleep", "10")))));
    }
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("terminationGracePeriodSeconds", 60);
    pod.put("containers", List.of(container));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("replicas", 3);
    spec.put("selector", Map.of("matchLabels", selector(name)));
    if (kind.equals("StatefulSet")) {
      spec.put("serviceName", name);
    } else {
      spec.put(
          "strategy",
          ordered(
              "type",
              "RollingUpdate",
              "rollingUpdate",
              ordered("maxUnavailable", 0, "maxSurge", "25%")));
    }
    spec.put("template", ordered("metadata", Map.of("labels", labels(name)), "spec", pod));
    return object(
        "apps/v1",
        kind,
        metadata(kind, namespace, name, labels(name), Map.of()),
        Map.of("spec", spec));
  }

  private static Map<String, Object> probe(String path, int period, int failures) {
    return ordered(
        "httpGet",
        ordered("path", path, "port", "http", "scheme", "HTTP"),
        "periodSeconds",
        period,
        "timeoutSeconds",
        2,
        "failureThreshold",
        failures);
  }

  static Map<String, Object> ingress(
      String namespace, int number, List<Map<String, Object>> rules) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put(NGINX + "proxy-body-size", "8m");
    if (number % 3 == 0) {
      annotations.put(NGINX + "proxy-read-timeout", "30");
    }
    if (number % 7 == 0) {
      annotations.put(NGINX + "ssl-redirect", "true");
    }
    List<Object> hosts = rules.stream().map(rule -> rule.getOrDefault("host", "")).toList();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("ingressClassName", "nginx");
    spec.put("tls", List.of(ordered("hosts", hosts, "secretName", "web-" + number + "-tls")));
    spec.put("rules", rules);
    String name = "web-" + number;
    return object(
        "networking.k8s.io/v1",
        "Ingress",
        metadata("Ingress", namespace, name, labels(name), annotations),
        Map.of("spec", spec));
  }

  static Map<String, Object> rule(String host, List<Map<String, Object>> paths) {
    return ordered("host", host, "http", Map.of("paths", paths));
  }

  static Map<String, Object> path(String path, String service, int port) {
    return ordered(
        "path",
        path,
        "pathType",
        "Prefix",
        "backend",
        Map.of("service", ordered("name", service, "port", Map.of("number", port))));
  }

  static Map<String, Object> ingressClass() {
    return object(
        "networking.k8s.io/v1",
        "IngressClass",
        metadata("IngressClass", "", "nginx", Map.of(), Map.of()),
        Map.of("spec", Map.of("controller", "k8s.io/ingress-nginx")));
  }

  static Map<String, Object> controllerService() {
    return balancer(
        "ingress-nginx-controller",
        Map.of(),
        List.of(port("http", 80, "http"), port("https", 443, "https")));
  }

  /// A load balancer before the controller that ends TLS: every Ingress that redirects to https
  /// loops behind it.
  static Map<String, Object> balancerThatEndsTls() {
    return balancer(
        "ingress-nginx-tls",
        Map.of("service.beta.kubernetes.io/do-loadbalancer-certificate-id", "made-up"),
        List.of(port("https", 443, "http")));
  }

  /// A load balancer before the controller.
  private static Map<String, Object> balancer(
      String name, Map<String, Object> annotations, List<Map<String, Object>> ports) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("type", "LoadBalancer");
    spec.put("selector", selector("ingress-nginx"));
    spec.put("ports", ports);
    return object(
        "v1",
        "Service",
        metadata("Service", CONTROLLER_NAMESPACE, name, labels("ingress-nginx"), annotations),
        Map.of("spec", spec));
  }

  static Map<String, Object> controllerDeployment() {
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "controller");
    container.put("image", "registry.k8s.io/ingress-nginx/controller:v1.12.1");
    container.put(
        "args", List.of("/nginx-ingress-controller", "--controller-class=k8s.io/ingress-nginx"));
    container.put(
        "ports",
        List.of(
            ordered("name", "http", "containerPort", 80, "protocol", "TCP"),
            ordered("name", "https", "containerPort", 443, "protocol", "TCP")));
    container.put("readinessProbe", healthz());
    container.put(
        "lifecycle",
        Map.of("preStop", Map.of("exec", Map.of("command", List.of("/wait-shutdown")))));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("replicas", 3);
    spec.put("selector", Map.of("matchLabels", selector("ingress-nginx")));
    spec.put(
        "template",
        ordered(
            "metadata",
            Map.of("labels", labels("ingress-nginx")),
            "spec",
            ordered("terminationGracePeriodSeconds", 300, "containers", List.of(container))));
    return object(
        "apps/v1",
        "Deployment",
        metadata(
            "Deployment",
            CONTROLLER_NAMESPACE,
            "ingress-nginx-controller",
            labels("ingress-nginx"),
            Map.of()),
        Map.of("spec", spec));
  }

  private static Map<String, Object> healthz() {
    return ordered("httpGet", ordered("path", "/healthz", "port", 10254), "periodSeconds", 10);
  }

  private static Map<String, Object> object(
      String version, String kind, Map<String, Object> metadata, Map<String, Object> rest) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("apiVersion", version);
    object.put("kind", kind);
    object.put("metadata", metadata);
    object.putAll(rest);
    return object;
  }

  private static Map<String, Object> metadata(
      String kind,
      String namespace,
      String name,
      Map<String, Object> labels,
      Map<String, Object> annotations) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    String identity = kind + "/" + namespace + "/" + name;
    metadata.put(
        "uid", UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString());
    metadata.put("resourceVersion", "1");
    metadata.put("creationTimestamp", "2026-05-04T10:20:30Z");
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    return metadata;
  }

  private static Map<String, Object> selector(String name) {
    return ordered("app.kubernetes.io/name", name);
  }

  private static Map<String, Object> labels(String name) {
    return ordered(
        "app.kubernetes.io/name",
        name,
        "app.kubernetes.io/part-of",
        "platform",
        "app.kubernetes.io/managed-by",
        "Helm");
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
