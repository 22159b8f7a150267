package dev.hoplint.webhook.server;

import java.util.Optional;

/// One thing that must hold before requests are sent here.
public interface ReadinessCheck {
  /// One word, for `/readyz?verbose`.
  String name();

  /// Why it does not hold; empty where it does.
  Optional<String> problem();

  /// What is worth knowing although it holds; empty for nothing.
  default Optional<String> detail() {
    return Optional.empty();
  }
}
