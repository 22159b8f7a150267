package dev.hoplint.webhook.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void whileSomebodyWaitsItRestsLongerThanItWorks() {
    AtomicInteger asked = new AtomicInteger();
    Pace pace = new Pace(() -> asked.incrementAndGet() > 0);
    long begin = System.nanoTime();

    while (asked.get() < 20) {
      pace.step();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(80));
  }

  @Test
  void itAsksHardlyEverAndGoesOnWhereNobodyWaits() {
    AtomicInteger asked = new AtomicInteger();
    Pace pace =
        new Pace(
            () -> {
              asked.incrementAndGet();
              return false;
            });

    for (int step = 0; step < 1_000; step++) {
      pace.step();
    }

    assertThat(asked.get()).isLessThan(100);
  }
}
