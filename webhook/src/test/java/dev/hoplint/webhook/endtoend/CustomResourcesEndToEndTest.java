package dev.hoplint.webhook.endtoend;

import java.nio.file.Path;

/// Before the real API server for custom resources: requests for Ingresses pass it, all else is in
/// a made-up core. Runs where its program and etcd are.
class CustomResourcesEndToEndTest extends EndToEndScenarios {
  @Override
  Cluster startCluster(Path folder) {
    return CustomCluster.start(folder);
  }
}
