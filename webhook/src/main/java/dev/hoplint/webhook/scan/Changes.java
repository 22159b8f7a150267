package dev.hoplint.webhook.scan;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When the world changed, as far as looking at its generation now and then tells.
final class Changes {
  private long seen = Long.MIN_VALUE;
  private long scanned = Long.MIN_VALUE;
  private @Nullable Instant newest;
  private @Nullable Instant firstUnscanned;

  void saw(long generation, Instant now) {
    if (generation != seen) {
      seen = generation;
      newest = now;
      if (firstUnscanned == null) {
        firstUnscanned = now;
      }
    }
  }

  void scanned(long generation) {
    scanned = generation;
    firstUnscanned = null;
  }

  /// Whether there is a change that is so old and was not scanned.
  boolean isUnscannedFor(Duration time, Instant now) {
    @Nullable Instant first = firstUnscanned;
    return seen != scanned && first != null && !now.isBefore(first.plus(time));
  }

  /// Whether nothing has changed for so long.
  boolean isQuietFor(Duration time, Instant now) {
    @Nullable Instant last = newest;
    return last != null && !now.isBefore(last.plus(time));
  }
}
