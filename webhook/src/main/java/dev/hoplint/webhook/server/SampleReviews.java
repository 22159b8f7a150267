package dev.hoplint.webhook.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Made-up reviews for the warm-up: what is reviewed most, in the usual sizes, with and without
/// findings.
final class SampleReviews {
  private static final int APPLICATIONS = 24;
  private static final int MANAGED_FIELDS = 40;

  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%1$s","namespace":"warm-up",\
      "labels":{"app":"%1$s","tier":"web"}%3$s},"spec":{"replicas":2,"selector":{"matchLabels":{\
      "app":"%1$s"}},"template":{"metadata":{"labels":{"app":"%1$s","tier":"web"}},"spec":{\
      "terminationGracePeriodSeconds":45,"containers":[{"name":"app","image":"%1$s:1","ports":[{\
      "name":"http","containerPort":8080},{"name":"metrics","containerPort":9090}],"env":[{"name":\
      "PORT","value":"8080"},{"name":"MODE","value":"production"}],"readinessProbe":{"httpGet":{\
      "path":"/ready","port":"%2$s"},"periodSeconds":5},"livenessProbe":{"httpGet":{"path":"/live",\
      "port":"http"},"initialDelaySeconds":10},"lifecycle":{"preStop":{"exec":{"command":["sleep",\
      "10"]}}},"resources":{"requests":{"cpu":"50m"},"limits":{"memory":"64Mi"}}},{"name":"proxy",\
      "image":"proxy:2","ports":[{"containerPort":15001}]}]}}}}\
      """;

  private static final String SERVICE =
      """
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"%1$s","namespace":"warm-up","labels":\
      {"app":"%1$s"}%3$s},"spec":{"type":"ClusterIP","selector":{"app":"%1$s"},"ports":[{"name":\
      "http","port":80,"targetPort":"%2$s","protocol":"TCP"},{"name":"metrics","port":9090,\
      "targetPort":9090}]}}\
      """;

  private static final String INGRESS =
      """
      {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"%1$s","namespace":\
      "warm-up","annotations":{"nginx.ingress.kubernetes.io/rewrite-target":"/$1",\
      "nginx.ingress.kubernetes.io/proxy-body-size":"8m","nginx.ingress.kubernetes.io/ssl-redirect":\
      "true"}%3$s},"spec":{"ingressClassName":"nginx","tls":[{"hosts":["%1$s.example"],"secretName":\
      "%1$s-tls"}],"rules":[{"host":"%1$s.example","http":{"paths":[{"path":"/%2$s/(.*)","pathType":\
      "ImplementationSpecific","backend":{"service":{"name":"%1$s","port":{"number":80}}}},{"path":\
      "/api/(.*)","pathType":"ImplementationSpecific","backend":{"service":{"name":"%1$s","port":{\
      "name":"http"}}}}]}},{"host":"shared.example","http":{"paths":[{"path":"/%1$s","pathType":\
      "Prefix","backend":{"service":{"name":"%2$s","port":{"number":80}}}}]}}]}}\
      """;

  private static final String MANAGED = managed();

  /// Applications that fit together, in the order in which they are created.
  static final List<byte[]> CREATIONS;

  /// Those, and changes of them, some for the worse.
  static final List<byte[]> ALL;

  static {
    List<byte[]> creations = new ArrayList<>();
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < APPLICATIONS; i++) {
      String name = "web-" + i;
      Sample deployment = new Sample("apps", "deployments", "Deployment", DEPLOYMENT, name);
      Sample service = new Sample("", "services", "Service", SERVICE, name);
      Sample ingress = new Sample("networking.k8s.io", "ingresses", "Ingress", INGRESS, name);
      creations.addAll(
          List.of(deployment.creation("http"), service.creation("http"), ingress.creation(name)));
      all.addAll(
          List.of(
              deployment.update("http", i % 4 == 0 ? "htp" : "metrics"),
              service.update("http", i % 4 == 0 ? "nowhere" : "8080"),
              ingress.update(name, i % 4 == 0 ? "missing" : "web-" + (i + 1) % APPLICATIONS),
              ingress.named(name + "-new").creation(name)));
    }
    all.addAll(creations);
    CREATIONS = List.copyOf(creations);
    ALL = List.copyOf(all);
  }

  private SampleReviews() {}

  /// Reviews of one object, which comes in variants.
  ///
  /// @param text of the object, with places for its name, the variant and more metadata
  private record Sample(String group, String resource, String kind, String text, String name) {
    Sample named(String other) {
      return new Sample(group, resource, kind, text, other);
    }

    byte[] creation(String variant) {
      return review(object(variant), "null", "CREATE");
    }

    byte[] update(String before, String after) {
      return review(object(after), object(before), "UPDATE");
    }

    private String object(String variant) {
      return text.formatted(name, variant, MANAGED);
    }

    private byte[] review(String object, String old, String operation) {
      return """
      {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"warm-up",\
      "kind":{"group":"%1$s","version":"v1","kind":"%3$s"},"resource":{"group":"%1$s","version":\
      "v1","resource":"%2$s"},"requestKind":{"group":"%1$s","version":"v1","kind":"%3$s"},\
      "requestResource":{"group":"%1$s","version":"v1","resource":"%2$s"},"namespace":"warm-up",\
      "operation":"%6$s","userInfo":{"username":"warm-up","groups":["system:authenticated"]},\
      "object":%4$s,"oldObject":%5$s,"dryRun":false,"options":{"kind":"CreateOptions",\
      "apiVersion":"meta.k8s.io/v1"}}}\
      """
          .formatted(group, resource, kind, object, old, operation)
          .getBytes(UTF_8);
    }
  }

  /// Who manages which field: as long as the object, and read by no rule.
  private static String managed() {
    return IntStream.range(0, MANAGED_FIELDS)
        .mapToObj("\"f:field-%d\":{\"f:name\":{},\"f:value\":{}}"::formatted)
        .collect(
            Collectors.joining(
                ",",
                ",\"managedFields\":[{\"manager\":\"warm-up\",\"operation\":\"Update\",\"fieldsV1\":{",
                "}}]"));
  }
}
