package dev.hoplint.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Counts questions to the clock, which the engine asks between two steps: the same on every
/// machine.
class ReviewMeasureTest {
  @Test
  void theSameQuestionCostsTheSameInALargerWorld() {
    assertCostsTheSame(List.of());
  }

  @Test
  void theSameQuestionCostsTheSameWhereEveryIngressLoops() {
    assertCostsTheSame(List.of(AdmissionObjects.balancerThatEndsTls()));
  }

  private static void assertCostsTheSame(List<Map<String, Object>> more) {
    long small = ReviewMeasure.steps(new AdmissionWorld(200, 50, 150, 1_000, 10), more, 120);
    long large = ReviewMeasure.steps(new AdmissionWorld(2_000, 500, 1_500, 10_000, 100), more, 120);

    assertThat(small).isGreaterThan(1_000);
    assertThat((double) large / small).isBetween(0.7, 1.3);
  }
}
