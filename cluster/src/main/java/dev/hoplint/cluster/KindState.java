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

  /// When the trouble began that no watch has ended yet: a list alone ends none, for its watch may
  /// fail again at once.
  private @Nullable Instant troubledSince;

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

  /// A watch was opened.
  synchronized void opened(Instant now) {
    heard = now;
    if (phase == Phase.STALE) {
      live(now);
    }
  }

  /// Something was heard on an open watch, or a question was answered as expected.
  synchronized void alive(Instant now) {
    opened(now);
    proven();
  }

  /// The watch does what watches do: whatever comes next is new trouble.
  synchronized void proven() {
    troubledSince = null;
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
    if (troubledSince == null) {
      troubledSince = now;
    }
    if (was) {
      phase = Phase.STALE;
      staleSince = now;
    }
    return was;
  }

  synchronized void refused(Instant now, String why) {
    heard = now;
    off(why, Phase.REFUSED);
  }

  /// The others go on without it.
  synchronized void failing(String why) {
    off(why, Phase.FAILING);
  }

  private void off(String why, Phase how) {
    phase = how;
    detail = why;
    staleSince = null;
  }

  /// Since when nothing has gone well; empty where it does.
  synchronized Optional<Instant> troubledSince(Instant now) {
    if (troubledSince != null && now.isBefore(troubledSince)) {
      troubledSince = now;
    }
    return Optional.ofNullable(troubledSince);
  }

  synchronized boolean isLiving(Instant now) {
    return phase == Phase.LIVE && stale(now).isEmpty();
  }

  /// Whether it lives and was heard of after a moment.
  synchronized boolean isHeardSince(Instant moment, Instant now) {
    return isLiving(now) && heard.isAfter(moment);
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
      case REFUSED, FAILING -> Optional.empty();
      case STARTING -> Optional.of(kind.kind() + " was never listed: " + detail);
      case STALE -> Optional.of(told(silence, detail));
      case LIVE ->
          silence.compareTo(times.certainlyStale()) > 0
              ? Optional.of(told(silence, "nobody looked"))
              : Optional.empty();
    };
  }

  synchronized Duration staleFor(Instant now) {
    if (staleSince == null || phase.isOff()) {
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
