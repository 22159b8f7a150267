package dev.hoplint.webhook;

import dev.hoplint.harness.ApiServerClient;
import dev.hoplint.harness.ApiServerClient.Outcome;
import dev.hoplint.harness.Size;
import dev.hoplint.harness.UserVerdict;
import dev.hoplint.harness.UserVerdict.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// Calls at a rate, whatever the answers. It rises at first, for as long as compilers take: an API
/// server does not begin with its full load.
final class SteadyCalls implements AutoCloseable {
  /// How long it rises.
  static final Duration RISE = Duration.ofSeconds(Size.of(1, 30));

  private static final long RISE_NANOS = RISE.toNanos();

  /// Calls that a pause of this process held up are not made up for: they would be hundreds at one
  /// moment, with a handshake each.
  private static final long LATE_NANOS = Duration.ofMillis(20).toNanos();

  private final ApiServerClient client;
  private final byte[] review;
  private final long pauseNanos;
  private final long created = System.nanoTime();
  private final Queue<Failure> failed = new ConcurrentLinkedQueue<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<Thread> running = new ArrayList<>();
  private final Thread driver = Thread.ofPlatform().daemon().unstarted(this::drive);
  private volatile boolean resting;

  /// A call that an API server would not have taken for answered.
  ///
  /// @param begin in the terms of `System.nanoTime`
  record Failure(long begin, Outcome outcome) {}

  /// @param perSecond how many, when it has risen
  SteadyCalls(ApiServerClient client, byte[] review, int perSecond) {
    this.client = client;
    this.review = review;
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
  }

  void begin() {
    driver.start();
  }

  private void drive() {
    long begin = System.nanoTime();
    long due = begin;
    while (!ended.get()) {
      if (resting) {
        LockSupport.parkNanos(LATE_NANOS);
        continue;
      }
      due = Math.max(due + pause(due - begin), System.nanoTime() - LATE_NANOS);
      LockSupport.parkNanos(due - System.nanoTime());
      running.removeIf(call -> !call.isAlive());
      running.add(Thread.ofVirtual().start(this::call));
    }
  }

  private long pause(long since) {
    return pauseNanos * RISE_NANOS / Math.clamp(since, RISE_NANOS / 20, RISE_NANOS);
  }

  private void call() {
    long begin = System.nanoTime();
    Outcome outcome = client.call(review);
    calls.incrementAndGet();
    boolean well =
        outcome instanceof Outcome.Answered one
            && one.response().status() == 200
            && UserVerdict.of(outcome, "one", "review.hoplint.dev", FailurePolicy.FAIL).admitted();
    if (!well) {
      failed.add(new Failure(begin, outcome));
    }
  }

  int calls() {
    return calls.get();
  }

  Queue<Failure> failed() {
    return failed;
  }

  /// Which failures there were in a second of its life, and how many.
  SortedMap<Long, Map<String, Long>> failedInSecond() {
    return failed.stream()
        .collect(
            Collectors.groupingBy(
                one -> TimeUnit.NANOSECONDS.toSeconds(one.begin() - created),
                TreeMap::new,
                Collectors.groupingBy(one -> one.outcome().toString(), Collectors.counting())));
  }

  /// Whether it makes no calls for now.
  void rest(boolean now) {
    resting = now;
  }

  /// Waits for the last answer.
  void end() throws InterruptedException {
    close();
    driver.join();
    for (Thread call : running) {
      call.join();
    }
  }

  @Override
  public void close() {
    ended.set(true);
  }
}
