package dev.hoplint.webhook.admission;

/// A consistent little application and its broken variants.
final class Samples {
  static final String CLASS =
      """
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: {name: nginx}
      spec: {controller: k8s.io/ingress-nginx}
      """;

  static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: shop, namespace: shop}
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: web, port: {number: 80}}}
      """;

  static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec:
        selector: {app: web}
        ports:
          - {name: http, port: 80, targetPort: http}
      """;

  static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            terminationGracePeriodSeconds: 60
            containers:
              - name: app
                image: example/web:1
                ports:
                  - {name: http, containerPort: 8080}
                readinessProbe: {httpGet: {path: /ready, port: http}}
                lifecycle: {preStop: {sleep: {seconds: 15}}}
      """;

  static final String APPLICATION = String.join("---\n", CLASS, INGRESS, SERVICE, DEPLOYMENT);

  /// A local error: the readiness probe names a port that its container does not name.
  static final String BAD_PROBE =
      DEPLOYMENT.replace("path: /ready, port: http", "path: /ready, port: web");

  /// A contradiction once the Service is there: it has no port 81.
  static final String BAD_PORT = INGRESS.replace("number: 80", "number: 81");

  private Samples() {}
}
