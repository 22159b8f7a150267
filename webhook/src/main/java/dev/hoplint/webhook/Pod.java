package dev.hoplint.webhook;

import dev.hoplint.webhook.config.WebhookConfig.SelfManaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// Where this process runs in the cluster.
final class Pod {
  private static final Path NAMESPACE =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

  private Pod() {}

  /// The configured namespace, or that of the service account.
  static String namespace(SelfManaged names) {
    return names.namespace().or(Pod::mounted).orElse("hoplint");
  }

  private static Optional<String> mounted() {
    try {
      return Optional.of(Files.readString(NAMESPACE).strip()).filter(text -> !text.isEmpty());
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// A name that no other replica has: a pod's host name is its own name.
  static String replica() {
    return Optional.ofNullable(System.getenv("HOSTNAME"))
        .filter(text -> !text.isEmpty())
        .orElseGet(() -> "replica-" + UUID.randomUUID());
  }
}
