package dev.hoplint.dialect.nginx;

import dev.hoplint.world.WorkLimit;

/// A limit on the work for one question, in bytes of text tried against one item of a regex. Used
/// by one thread.
final class Steps {
  /// For one look-up.
  static final long ONE_REQUEST = 20_000_000;

  /// For the reachability of all locations of a host.
  static final long ONE_HOST = 60_000_000;

  private long left;

  Steps(long limit) {
    left = limit;
  }

  /// Whether a piece of work may still be done.
  boolean take(long amount) {
    WorkLimit.check();
    left -= amount;
    return left >= 0;
  }
}
