package dev.hoplint.cli;

/// Manifests that several tests use.
final class Manifests {
  /// A Service whose targetPort no container names: one error.
  static final String BROKEN =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: web
        namespace: shop
      spec:
        selector:
          app: web
        ports:
          - port: 80
            targetPort: http
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: shop
      spec:
        selector:
          matchLabels:
            app: web
        template:
          metadata:
            labels:
              app: web
          spec:
            containers:
              - name: web
                image: registry.example/shop/web:1.4.2
                ports:
                  - name: web
                    containerPort: 8080
      """;

  /// The same without the error.
  static final String HEALTHY = BROKEN.replace("targetPort: http", "targetPort: web");

  /// A way to the Service from outside.
  static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: web
        namespace: shop
      spec:
        ingressClassName: edge
        rules:
          - host: shop.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend:
                    service:
                      name: web
                      port:
                        number: 80
      """;

  private Manifests() {}
}
