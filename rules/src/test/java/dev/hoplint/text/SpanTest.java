package dev.hoplint.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpanTest {
  @Test
  void spansThatTouchDoNotOverlap() {
    assertThat(new Span(0, 2).overlaps(new Span(2, 4))).isFalse();
    assertThat(new Span(0, 3).overlaps(new Span(2, 4))).isTrue();
  }

  @Test
  void aSpanHoldsWhatTouchesItsBorders() {
    assertThat(new Span(2, 6).contains(new Span(2, 6))).isTrue();
    assertThat(new Span(2, 6).contains(Span.at(6))).isTrue();
    assertThat(new Span(2, 6).contains(new Span(5, 7))).isFalse();
  }

  @Test
  void spansAreSortedByStartThenEnd() {
    assertThat(new Span(1, 2)).isLessThan(new Span(1, 3)).isLessThan(new Span(2, 2));
    assertThat(new Span(1, 2).union(new Span(5, 6))).isEqualTo(new Span(1, 6));
  }

  @Test
  void aSpanDoesNotRunBackwards() {
    assertThatThrownBy(() -> new Span(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Span(-1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
