package dev.hoplint.webhook.scan;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Work that nobody waits for, beside work that somebody does: it rests for three quarters of the
/// time while there is any. A scan of a large cluster takes a processor for seconds, which of two
/// processors is half of what reviews have.
///
/// Used by one thread.
final class Pace {
  private static final long WORK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long REST = TimeUnit.MILLISECONDS.toNanos(3);

  private final BooleanSupplier isAnyoneWaiting;
  private long since = System.nanoTime();

  Pace(BooleanSupplier isAnyoneWaiting) {
    this.isAnyoneWaiting = isAnyoneWaiting;
  }

  /// Called between two small steps; rests where it is time to.
  void step() {
    if (System.nanoTime() - since >= WORK) {
      if (isAnyoneWaiting.getAsBoolean()) {
        LockSupport.parkNanos(REST);
      }
      since = System.nanoTime();
    }
  }
}
