package dev.hoplint.bench.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/// The shapes of load.
final class Load {
  private Load() {}

  /// Calls begin at their times, whatever became of those before them.
  ///
  /// @param rate calls per second
  /// @param reviews the one of each number
  static Outcome open(
      double rate, Duration time, IntFunction<Review> reviews, Outcome.Exchange exchange) {
    return open(rate, time, Integer.MAX_VALUE, reviews, exchange);
  }

  /// As above, with at most so many calls in flight: others wait, and their waiting counts.
  static Outcome open(
      double rate,
      Duration time,
      int inFlight,
      IntFunction<Review> reviews,
      Outcome.Exchange exchange) {
    Outcome outcome = new Outcome();
    Semaphore free = new Semaphore(inFlight, true);
    int calls = (int) Math.max(1, Math.round(rate * time.toNanos() / 1e9));
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < calls; number++) {
        long intended = start + (long) (number * 1e9 / rate);
        Review review = reviews.apply(number);
        waitUntil(intended);
        threads.execute(() -> limited(free, () -> outcome.count(review, intended, exchange)));
      }
    }
    outcome.lasted((System.nanoTime() - start) / 1e9);
    return outcome;
  }

  /// So many callers, each of which calls again as soon as it has its answer.
  static Outcome closed(
      int callers, Duration time, IntFunction<Review> reviews, Outcome.Exchange exchange) {
    Outcome outcome = new Outcome();
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < callers; caller++) {
        threads.execute(
            () -> {
              while (System.nanoTime() < end) {
                Review review = reviews.apply(next.getAndIncrement());
                outcome.count(review, System.nanoTime(), exchange);
              }
            });
      }
    }
    outcome.lasted((System.nanoTime() - start) / 1e9);
    return outcome;
  }

  /// All at one moment.
  static Outcome burst(int calls, IntFunction<Review> reviews, Outcome.Exchange exchange) {
    Outcome outcome = new Outcome();
    CountDownLatch ready = new CountDownLatch(calls);
    CountDownLatch go = new CountDownLatch(1);
    long[] start = new long[1];
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < calls; number++) {
        Review review = reviews.apply(number);
        threads.execute(
            () -> {
              ready.countDown();
              await(go);
              outcome.count(review, start[0], exchange);
            });
      }
      await(ready);
      start[0] = System.nanoTime();
      go.countDown();
    }
    outcome.lasted((System.nanoTime() - start[0]) / 1e9);
    return outcome;
  }

  private static void limited(Semaphore free, Runnable call) {
    free.acquireUninterruptibly();
    try {
      call.run();
    } finally {
      free.release();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
