package dev.hoplint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a made-up repository of manifests: one application per file (Ingress, Service,
/// Deployment), fifty to a folder, one namespace per folder. The same arguments give the same
/// bytes.
///
/// Most applications are healthy. One in a hundred names a port that no container names, one in two
/// hundred and fifty asks for a Service that does not exist.
public final class Corpus {
  private static final int FILES_PER_FOLDER = 50;

  private Corpus() {}

  /// Arguments: the folder to write below, the number of files.
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
  }

  static void write(Path root, int files) throws IOException {
    for (int number = 0; number < files; number++) {
      int team = number / FILES_PER_FOLDER;
      Path folder = root.resolve("region-%d/team-%d".formatted(team / 10, team));
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("app-%d.yaml".formatted(number)), application(number, team));
    }
  }

  static String application(int number, int team) {
    String service = number % 250 == 249 ? "app-%d-gone".formatted(number) : "app-" + number;
    String port = number % 100 == 99 ? "https" : "http";
    return TEMPLATE
        .replace("{service}", service)
        .replace("{port}", port)
        .replace("{app}", "app-" + number)
        .replace("{team}", "team-" + team);
  }

  private static final String TEMPLATE =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: {app}
        namespace: {team}
        annotations:
          nginx.ingress.kubernetes.io/proxy-body-size: 8m
      spec:
        ingressClassName: nginx
        tls:
          - hosts: [{app}.{team}.example]
            secretName: {app}-tls
        rules:
          - host: {app}.{team}.example
            http:
              paths:
                - path: /
                  pathType: Prefix
                  backend:
                    service:
                      name: {service}
                      port:
                        number: 80
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: {app}
        namespace: {team}
      spec:
        selector:
          app.kubernetes.io/name: {app}
        ports:
          - name: http
            port: 80
            targetPort: {port}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: {app}
        namespace: {team}
      spec:
        replicas: 3
        selector:
          matchLabels:
            app.kubernetes.io/name: {app}
        template:
          metadata:
            labels:
              app.kubernetes.io/name: {app}
          spec:
            terminationGracePeriodSeconds: 60
            containers:
              - name: app
                image: registry.example/{team}/{app}:1.0.0
                ports:
                  - name: http
                    containerPort: 8080
                readinessProbe:
                  httpGet:
                    path: /ready
                    port: http
                livenessProbe:
                  httpGet:
                    path: /live
                    port: http
                  initialDelaySeconds: 10
                lifecycle:
                  preStop:
                    sleep:
                      seconds: 10
                resources:
                  requests:
                    cpu: 100m
                    memory: 128Mi
      """;
}
