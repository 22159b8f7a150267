package dev.hoplint.harness;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that moves only when told to. Safe for use by several threads.
public final class TestClock extends Clock {
  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private TestClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /// A clock that stands at this moment, in UTC.
  public static TestClock at(Instant moment) {
    return new TestClock(new AtomicReference<>(moment), ZoneOffset.UTC);
  }

  /// A clock that stands at 2026-01-01T00:00:00Z.
  public static TestClock start() {
    return at(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /// Moves by so much, also backwards.
  ///
  /// @return the new moment
  public Instant advance(Duration by) {
    return now.updateAndGet(moment -> moment.plus(by));
  }

  public void set(Instant moment) {
    now.set(moment);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /// The same clock seen from elsewhere: it moves along.
  @Override
  public Clock withZone(ZoneId zone) {
    return new TestClock(now, zone);
  }
}
