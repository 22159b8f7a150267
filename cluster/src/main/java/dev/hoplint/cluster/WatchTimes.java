package dev.hoplint.cluster;

import java.time.Duration;

/// The times by which the watches go. API servers send a bookmark each minute, so that a live watch
/// is never silent for longer.
///
/// @param silence how long a watch may say nothing before the API server is asked
/// @param probe how long that question, and the head of any answer, may take
/// @param listing how long a list may take as a whole
/// @param unready how long a kind may be stale before no requests are wanted
/// @param rebuild how long a kind may be stale, while no other lives, before client and watches are
///   made anew, and how long until that is tried again
/// @param firstPause the pause after a first failure; doubled with each further one
/// @param longestPause the longest pause between two attempts; varied by up to a fifth
/// @param tick how often freshness is looked at
/// @param watch how long a watch may last before the API server is asked to end it
public record WatchTimes(
    Duration silence,
    Duration probe,
    Duration listing,
    Duration unready,
    Duration rebuild,
    Duration firstPause,
    Duration longestPause,
    Duration tick,
    Duration watch) {

  public static WatchTimes standard() {
    return new WatchTimes(
        Duration.ofSeconds(75),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        Duration.ofMinutes(5),
        Duration.ofMillis(500),
        Duration.ofSeconds(8),
        Duration.ofSeconds(1),
        Duration.ofMinutes(5));
  }

  /// All times divided by a number, for tests.
  public WatchTimes dividedBy(int by) {
    return new WatchTimes(
        silence.dividedBy(by),
        probe.dividedBy(by),
        listing.dividedBy(by),
        unready.dividedBy(by),
        rebuild.dividedBy(by),
        firstPause.dividedBy(by),
        longestPause.dividedBy(by),
        tick.dividedBy(by),
        watch.dividedBy(by));
  }

  /// How long after the last sign of life a kind is certainly stale, were nobody to look.
  Duration certainlyStale() {
    return silence.multipliedBy(6).dividedBy(5);
  }

  /// How long a kind may give no usable answer, while others do, before they go on without it:
  /// early enough that this ends before no requests are wanted.
  Duration patience() {
    return unready.dividedBy(2);
  }

  /// The pause after so many failures in a row; 0 is a short one too, so that nothing spins.
  Duration pause(int failures, double random) {
    int doublings = Math.min(Math.max(0, failures - 1), 16);
    Duration grown = firstPause.multipliedBy(1L << doublings);
    Duration plain = grown.compareTo(longestPause) > 0 ? longestPause : grown;
    Duration base = failures == 0 ? firstPause.dividedBy(10) : plain;
    return Duration.ofNanos((long) (base.toNanos() * (0.8 + 0.4 * random)));
  }
}
