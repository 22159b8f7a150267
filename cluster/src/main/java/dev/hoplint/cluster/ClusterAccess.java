package dev.hoplint.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;

/// How the API server is reached. Each client is a new one, with connections of its own; whoever
/// opens it closes it.
@FunctionalInterface
public interface ClusterAccess {
  KubernetesClient open();

  /// The service account of the pod, or else the current context of the user's kubeconfig.
  static ClusterAccess automatic() {
    return () -> client(Config.autoConfigure(null));
  }

  /// The current context of a kubeconfig.
  static ClusterAccess kubeconfig(Path file) {
    return () -> client(Config.fromKubeconfig(file.toFile()));
  }

  /// An API server without credentials.
  ///
  /// @param url such as `https://127.0.0.1:6443`
  static ClusterAccess at(String url) {
    return () -> {
      Config config = Config.empty();
      config.setMasterUrl(url);
      return client(config);
    };
  }

  /// Retries are ours: the client's would hide failures and multiply requests. Each watch has a
  /// connection of its own (HTTP/1.1), so that one that died silently takes no other along.
  private static KubernetesClient client(Config config) {
    Config tamed =
        new ConfigBuilder(config)
            .withConnectionTimeout((int) Duration.ofSeconds(5).toMillis())
            .withRequestTimeout((int) Duration.ofSeconds(10).toMillis())
            .withRequestRetryBackoffLimit(0)
            .withHttp2Disable(true)
            .build();
    return new KubernetesClientBuilder().withConfig(tamed).build();
  }
}
