package dev.hoplint.webhook.scan;

import io.fabric8.kubernetes.client.KubernetesClientException;

/// What the API server said, for people.
final class Answers {
  private Answers() {}

  static String of(KubernetesClientException e) {
    return e.getCode() <= 0 ? "the API server cannot be reached" : "HTTP " + e.getCode();
  }
}
