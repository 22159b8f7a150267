package dev.hoplint.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One host with very many paths, spread over Ingresses of one controller.
final class HostCorpus {
  static final int INGRESSES = 200;
  static final int PATHS = 5_000;

  private HostCorpus() {}

  /// Writes the Ingresses and the Service that they lead to into one file.
  ///
  /// @param className the class: `nginx` is analysed, others are read only
  /// @param regex whether one Ingress makes every path of the host a regular expression
  /// @param suffix of each path: empty for literal ones
  static Path write(Path folder, String className, boolean regex, String suffix)
      throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        """
        apiVersion: v1
        kind: Service
        metadata: {name: web}
        spec: {clusterIP: 10.0.0.9, ports: [{port: 80}]}
        """);
    for (int i = 0; i < INGRESSES; i++) {
      yaml.append("---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: i");
      yaml.append(i).append('\n');
      if (regex && i == 0) {
        yaml.append("  annotations: {nginx.ingress.kubernetes.io/use-regex: \"true\"}\n");
      }
      yaml.append("spec:\n  ingressClassName: ").append(className);
      yaml.append("\n  rules:\n  - host: shop.example\n    http:\n      paths:\n");
      for (int j = 0; j < PATHS / INGRESSES; j++) {
        yaml.append("      - path: /team-").append(i).append("/service-").append(j);
        yaml.append(suffix).append("\n        pathType: ImplementationSpecific\n");
        yaml.append("        backend: {service: {name: web, port: {number: 80}}}\n");
      }
    }
    Path file = folder.resolve("host.yaml");
    Files.writeString(file, yaml);
    return file;
  }
}
