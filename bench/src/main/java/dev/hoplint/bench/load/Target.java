package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.function.Supplier;

/// What load is put on.
///
/// @param clients makes clients with a pool of their own
/// @param evaluates whether rules run, so that what they say can be waited for
record Target(Supplier<WireClient> clients, Scene scene, Server server, boolean evaluates) {
  /// The API server's patience with this webhook.
  static final Duration TIMEOUT = Duration.ofSeconds(10);
}
