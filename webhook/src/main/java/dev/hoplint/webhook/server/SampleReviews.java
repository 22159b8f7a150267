package dev.hoplint.webhook.server;

import java.util.List;

/// Made-up reviews for the warm-up: what is reviewed most, with and without findings.
final class SampleReviews {
  private static final String DEPLOYMENT =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"warm-up",\
      "labels":{"app":"web"}},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},\
      "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"app",\
      "image":"web:1","ports":[{"name":"http","containerPort":8080}],"readinessProbe":{"httpGet":\
      {"path":"/","port":"%s"}},"resources":{"limits":{"memory":"64Mi"}}}]}}}}\
      """;

  private static final String SERVICE =
      """
      {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"warm-up"},"spec":\
      {"selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":"%s"}]}}\
      """;

  private static final String INGRESS =
      """
      {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","namespace":\
      "warm-up","annotations":{"nginx.ingress.kubernetes.io/rewrite-target":"/$1"}},"spec":\
      {"ingressClassName":"nginx","rules":[{"host":"warm-up.example","http":{"paths":[{"path":\
      "/%s/(.*)","pathType":"ImplementationSpecific","backend":{"service":{"name":"web","port":\
      {"number":80}}}}]}}]}}\
      """;

  static final List<String> ALL =
      List.of(
          review("apps", "deployments", "Deployment", DEPLOYMENT.formatted("http"), "null"),
          review("apps", "deployments", "Deployment", DEPLOYMENT.formatted("htp"), "null"),
          review(
              "apps",
              "deployments",
              "Deployment",
              DEPLOYMENT.formatted("htp"),
              DEPLOYMENT.formatted("http")),
          review("", "services", "Service", SERVICE.formatted("http"), "null"),
          review("", "services", "Service", SERVICE.formatted("8080"), SERVICE.formatted("http")),
          review("networking.k8s.io", "ingresses", "Ingress", INGRESS.formatted("a"), "null"),
          review(
              "networking.k8s.io",
              "ingresses",
              "Ingress",
              INGRESS.formatted("a"),
              INGRESS.formatted("b")));

  private SampleReviews() {}

  private static String review(
      String group, String resource, String kind, String object, String old) {
    return """
    {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"warm-up",\
    "kind":{"group":"%1$s","version":"v1","kind":"%3$s"},"resource":{"group":"%1$s","version":\
    "v1","resource":"%2$s"},"requestKind":{"group":"%1$s","version":"v1","kind":"%3$s"},\
    "requestResource":{"group":"%1$s","version":"v1","resource":"%2$s"},"name":"web","namespace":\
    "warm-up","operation":"%6$s","userInfo":{"username":"warm-up","groups":["system:authenticated"]},\
    "object":%4$s,"oldObject":%5$s,"dryRun":false,"options":{"kind":"CreateOptions",\
    "apiVersion":"meta.k8s.io/v1"}}}\
    """
        .formatted(group, resource, kind, object, old, old.equals("null") ? "CREATE" : "UPDATE");
  }
}
