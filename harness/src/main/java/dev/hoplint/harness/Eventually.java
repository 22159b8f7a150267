package dev.hoplint.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/// Waits for what other threads and processes do.
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private Eventually() {}

  public static void await(String what, Callable<Boolean> condition) {
    await(() -> what, LIMIT, condition);
  }

  /// Waits until a condition holds.
  ///
  /// @param what said when it does not in time, as in "watched"
  /// @throws AssertionError then, and with whatever the condition throws
  public static void await(Supplier<String> what, Duration limit, Callable<Boolean> condition) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!condition.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
        }
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting: " + what.get(), stop);
    } catch (Exception failed) {
      throw new AssertionError("failed while waiting: " + what.get(), failed);
    }
  }
}
