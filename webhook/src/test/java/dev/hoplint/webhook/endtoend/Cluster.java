package dev.hoplint.webhook.endtoend;

import java.nio.file.Path;
import java.util.Map;

/// A cluster that the webhook watches and whose API server asks it.
interface Cluster extends AutoCloseable {
  KubeClient client();

  /// Puts an object there without asking anybody, or with: whichever the cluster can.
  void hold(Map<String, Object> object);

  /// Registers webhooks.
  void register(Map<String, Object> configuration);

  /// Deletes what was held.
  void drop(Map<String, Object> object);

  /// With the rights of an installed webhook, as far as the cluster knows rights.
  Path kubeconfig(Path folder);

  @Override
  void close();
}
