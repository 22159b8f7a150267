package dev.hoplint.cluster;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A pause that others can end, also before it begins.
final class Nap {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean awake;

  /// Ends the pause that is taken now, or else the next one.
  void end() {
    lock.lock();
    try {
      awake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns false where the thread was interrupted.
  boolean take(long nanos) {
    long left = nanos;
    lock.lock();
    try {
      while (!awake && left > 0) {
        left = woken.awaitNanos(left);
      }
      awake = false;
      return true;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }
}
