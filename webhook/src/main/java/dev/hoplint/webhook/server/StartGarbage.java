package dev.hoplint.webhook.server;

import java.time.Duration;
import java.util.Optional;

/// What a start leaves behind in the heap is collected before there are requests.
///
/// Two thirds of the heap are texts and lists of the first listing and of the warm-up then, long
/// since moved to where only a full collection looks: some seconds later that would fall on
/// requests, and let all of them wait for a fifth of a second.
public final class StartGarbage implements ReadinessCheck, AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Readiness start;
  private final Thread thread;
  private volatile boolean collected;

  private StartGarbage(Readiness start) {
    this.start = start;
    thread = Thread.ofPlatform().name("start-garbage").daemon().unstarted(this::collect);
  }

  /// Waits beside everything else.
  ///
  /// @param start what holds when the start is over
  public static StartGarbage after(Readiness start) {
    StartGarbage garbage = new StartGarbage(start);
    garbage.thread.start();
    return garbage;
  }

  private void collect() {
    try {
      while (!start.isReady()) {
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException closed) {
      return;
    }
    System.gc();
    collected = true;
  }

  @Override
  public String name() {
    return "heap";
  }

  @Override
  public Optional<String> problem() {
    return collected
        ? Optional.empty()
        : Optional.of("it is cleared when all else of the start is done");
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
