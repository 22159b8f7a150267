package dev.hoplint.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeTest {
  @Test
  void thePropertyOfTheLongProfileChoosesTheFullSize() {
    String before = System.setProperty("hoplint.long", "true");
    try {
      assertThat(Size.of(1, 2)).isEqualTo(2);
      System.setProperty("hoplint.long", "false");
      assertThat(Size.of(1, 2)).isEqualTo(1);
    } finally {
      System.setProperty("hoplint.long", before == null ? "false" : before);
    }
  }
}
