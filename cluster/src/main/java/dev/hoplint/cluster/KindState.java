package dev.hoplint.cluster;

import dev.hoplint.cluster.ClusterHealth.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one kind's watch. Written by its reflector and by the watchdog, read by all.
final class KindState {
  private final WatchedKind kind;
  private final WatchTimes times;
  private Phase phase = Phase.STARTING;
  private Instant heard;
  private @Nullable Instant staleSince;
  private long lists;
  private long events;
  private String detail = "not listed yet";

  KindState(WatchedKind kind, WatchTimes times, Instant now) {
    this.kind = kind;
    this.times = times;
    heard = now;
    staleSince = now;
  }

  WatchedKind kind() {
    return kind;
  }

  /// A list came in whole and was handed on.
  synchronized void listed(Instant now) {
    lists++;
    live(now);
  }

  /// Something was heard on an open watch, or a question was answered as expected.
  synchronized void alive(Instant now) {
    heard = now;
    if (phase == Phase.STALE) {
      live(now);
    }
  }

  synchronized void event(Instant now) {
    events++;
    alive(now);
  }

  /// What happens is not seen any more.
  ///
  /// @return whether it was seen until now
  synchronized boolean lost(Instant now, String why) {
    detail = why;
    boolean was = phase == Phase.LIVE;
    if (was) {
      phase = Phase.STALE;
      staleSince = now;
    }
    return was;
  }

  synchronized void refused(Instant now, String why) {
    phase = Phase.REFUSED;
    detail = why;
    heard = now;
    staleSince = null;
  }

  synchronized Phase phase() {
    return phase;
  }

  /// How long it has been silent. A clock that jumped back starts it anew.
  synchronized Duration silence(Instant now) {
    if (now.isBefore(heard)) {
      heard = now;
    }
    return Duration.between(heard, now);
  }

  /// Why it is not to be trusted; empty when it is, or when it is not watched at all.
  synchronized Optional<String> stale(Instant now) {
    Duration silence = silence(now);
    return switch (phase) {
      case REFUSED -> Optional.empty();
      case STARTING -> Optional.of(kind.kind() + " was never listed: " + detail);
      case STALE -> Optional.of(told(silence, detail));
      case LIVE ->
          silence.compareTo(times.certainlyStale()) > 0
              ? Optional.of(told(silence, "nobody looked"))
              : Optional.empty();
    };
  }

  synchronized Duration staleFor(Instant now) {
    if (staleSince == null || phase == Phase.REFUSED) {
      return Duration.ZERO;
    }
    if (now.isBefore(staleSince)) {
      staleSince = now;
    }
    return Duration.between(staleSince, now);
  }

  synchronized Instant heard() {
    return heard;
  }

  synchronized ClusterHealth.Kind health(Instant now) {
    return new ClusterHealth.Kind(
        kind.kind(),
        phase,
        silence(now),
        staleFor(now),
        Math.max(0, lists - 1),
        events,
        phase == Phase.LIVE ? "" : detail);
  }

  private void live(Instant now) {
    phase = Phase.LIVE;
    heard = now;
    staleSince = null;
    detail = "";
  }

  private String told(Duration silence, String why) {
    return kind.kind() + " was last heard of " + silence.toSeconds() + " s ago: " + why;
  }
}
