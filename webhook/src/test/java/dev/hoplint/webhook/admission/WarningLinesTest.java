package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningLinesTest {
  @Test
  void aLongTextIsCutInFrontOfItsRule() {
    String line = WarningLines.line("x".repeat(400), "some-rule");

    assertThat(OneLine.length(line)).isEqualTo(256);
    assertThat(line).endsWith("x… (hoplint some-rule)");
  }

  @Test
  void whatDoesNotFitIsCounted() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lines.add(WarningLines.line(i + " short", "some-rule"));
    }

    assertThat(WarningLines.fit(lines))
        .hasSize(10)
        .endsWith("+21 more findings, see `hoplint lint`");
    assertThat(WarningLines.fit(lines.subList(0, 10))).hasSize(10).isEqualTo(lines.subList(0, 10));
  }

  @Test
  void longLinesShareTheirBudget() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      lines.add(WarningLines.line(i + "🛒".repeat(400), "some-rule"));
    }

    List<String> fitted = WarningLines.fit(lines);

    assertThat(fitted).hasSize(8).last().asString().startsWith("+2 more");
    assertThat(fitted.stream().mapToInt(OneLine::length).sum()).isLessThanOrEqualTo(2_000);
  }

  @Test
  void equalLinesStandOnce() {
    assertThat(WarningLines.fit(List.of("a", "a", "b"))).containsExactly("a", "b");
  }
}
