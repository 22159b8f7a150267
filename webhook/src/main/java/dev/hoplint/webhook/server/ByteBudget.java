package dev.hoplint.webhook.server;

import java.util.concurrent.atomic.AtomicLong;

/// Bytes of request bodies that are in memory. Taken as they arrive, not as they are announced, so
/// that who only announces holds nothing. A quarter is kept for small bodies.
final class ByteBudget {
  /// A body above this is a large one.
  static final int SMALL = 1 << 20;

  private final long all;
  private final long forLarge;
  private final AtomicLong used = new AtomicLong();

  ByteBudget(long bytes) {
    this.all = bytes;
    this.forLarge = bytes - bytes / 4;
  }

  /// @param size how large the body is with these bytes
  /// @return whether they were taken
  boolean take(int bytes, int size) {
    long limit = size > SMALL ? forLarge : all;
    long now = used.addAndGet(bytes);
    if (now > limit) {
      used.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void give(int bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}
