package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarningRecorderTest {
  private final WarningRecorder recorder = new WarningRecorder();

  @Test
  void equalTextsCountOnceAndControlCharactersAreDropped() {
    recorder.add("one");
    recorder.add("one");
    recorder.add("two\nlines");
    recorder.add("half \ud800");
    recorder.add("");

    assertThat(recorder.headers()).containsExactly("one");
    assertThat(recorder.dropped()).containsExactly("two\nlines", "half \ud800");
    assertThat(recorder.isTruncating()).isFalse();
  }

  @Test
  void allTextsAreCutOnceTheyPassTheBudget() {
    for (int i = 0; i < 20; i++) {
      recorder.add(i + "x".repeat(400));
    }

    assertThat(recorder.isTruncating()).isTrue();
    assertThat(recorder.headers()).hasSize(16).allMatch(text -> text.length() == 256);
    assertThat(recorder.dropped()).hasSize(4);
  }
}
