package dev.hoplint.webhook.tls;

import java.time.Duration;

/// How long things last.
///
/// @param authority how long an authority is good for
/// @param leaf how long a leaf is good for
/// @param propagation how long every API server may take to learn of a new bundle
/// @param every how often to look
record Lifetimes(Duration authority, Duration leaf, Duration propagation, Duration every) {
  static final Lifetimes DEFAULT =
      new Lifetimes(
          Duration.ofDays(365), Duration.ofDays(7), Duration.ofMinutes(5), Duration.ofSeconds(10));
}
