package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.function.Supplier;

/// What load is put on.
///
/// @param clients makes clients with a pool of their own
/// @param evaluates whether rules run, so that what they say can be waited for
/// @param share of the promised rates and numbers: 1, but for tests
record Target(
    Supplier<WireClient> clients, Scene scene, Server server, boolean evaluates, double share) {
  /// The API server's patience with this webhook.
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// The share of a rate or number, at least one.
  int share(int number) {
    return Math.max(1, (int) Math.round(number * share));
  }
}
