package dev.hoplint.webhook.server;

import java.util.concurrent.atomic.AtomicInteger;

/// Connections that wait until hands are shaken.
final class Crowd {
  /// Fewer that wait are a slow machine, not a crowd.
  static final int MANY = 64;

  private final AtomicInteger waiting = new AtomicInteger();

  /// One more waits.
  void joined() {
    waiting.incrementAndGet();
  }

  /// One waits no longer.
  void left() {
    waiting.decrementAndGet();
  }

  /// Whether there is one.
  boolean isThere() {
    return waiting.get() > MANY;
  }
}
