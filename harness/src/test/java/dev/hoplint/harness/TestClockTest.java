package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {
  @Test
  void itMovesOnlyWhenToldToAndSoDoItsCopies() {
    TestClock clock = TestClock.start();
    Clock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));
    assertThat(clock.instant()).hasToString("2026-01-01T00:00:00Z");
    clock.advance(Duration.ofHours(1));
    assertThat(elsewhere.instant()).hasToString("2026-01-01T01:00:00Z");
  }
}
