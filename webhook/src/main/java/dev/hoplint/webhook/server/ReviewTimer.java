package dev.hoplint.webhook.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/// How long answers take, from the first byte of the body to the answer.
final class ReviewTimer {
  private static final Duration[] BOUNDS =
      LongStream.of(
              500,
              1_000,
              2_000,
              5_000,
              10_000,
              20_000,
              50_000,
              100_000,
              250_000,
              500_000,
              1_000_000,
              2_500_000,
              5_000_000,
              10_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private ReviewTimer() {}

  static Timer of(MeterRegistry metrics) {
    return Timer.builder("hoplint.http.request.duration")
        .description("Time from the headers of a request to its answer, waiting included")
        .serviceLevelObjectives(BOUNDS)
        .register(metrics);
  }
}
