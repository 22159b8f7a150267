package dev.hoplint.webhook.beat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one step again and again on a thread of its own. Short beats instead of one long timer: a
/// machine that slept, or whose clock jumped, is looked after one beat later.
public final class Beat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Beat.class);

  private final ScheduledExecutorService thread;

  private Beat(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /// @param every from the end of one step to the beginning of the next
  public static Beat start(String name, Duration every, Runnable step) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name).daemon().factory());
    var _ =
        thread.scheduleWithFixedDelay(
            () -> survive(name, step), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return new Beat(thread);
  }

  /// An exception out of a step would silence all later ones.
  private static void survive(String name, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.atError().addKeyValue("beat", name).setCause(e).log("a step failed");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
