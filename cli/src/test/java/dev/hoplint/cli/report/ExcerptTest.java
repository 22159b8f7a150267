package dev.hoplint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static Excerpt of(String text, String marked) {
    int start = text.indexOf(marked);
    return Excerpt.of(SourceText.of("a.yaml", text), new Span(start, start + marked.length()));
  }

  /// The line with its mark under it, as a terminal with the given widths shows it.
  private static String shown(Excerpt excerpt) {
    return excerpt.text() + "\n" + " ".repeat(excerpt.indent()) + "^".repeat(excerpt.marked());
  }

  @Test
  void theMarkLiesUnderTheSpan() {
    assertThat(shown(of("a: 1\nkey: value # why\n", "value")))
        .isEqualTo("key: value # why\n     ^^^^^");
    assertThat(of("a: 1\nkey: value\n", "value").line()).isEqualTo(2);
  }

  @Test
  void aCaretIsOneMark() {
    assertThat(shown(Excerpt.of(SourceText.of("a", "key:"), Span.at(4)))).isEqualTo("key:\n    ^");
    assertThat(shown(Excerpt.of(SourceText.of("a", ""), Span.at(0)))).isEqualTo("\n^");
  }

  @Test
  void aSpanOfSeveralLinesIsMarkedToTheEndOfItsFirst() {
    assertThat(shown(of("key: |\r\n  a\r\n  b\r\n", "|\r\n  a"))).isEqualTo("key: |\n     ^");
  }

  @Test
  void tabsAndWideCharactersMoveTheMark() {
    assertThat(of("\tkey: v", "v").indent()).isEqualTo(4 + 5);
    Excerpt wide = of("名前: 🛒é́ x", "x");
    assertThat(wide.indent()).isEqualTo(4 + 2 + 2 + 1 + 1);
    assertThat(of("a: カート", "カート").marked()).isEqualTo(6);
  }

  @Test
  void aLongLineIsCutAroundTheMark() {
    String line = "k: [" + "a, ".repeat(5000) + "HERE" + ", b".repeat(5000) + "]";

    Excerpt excerpt = of(line, "HERE");

    assertThat(excerpt.text()).hasSizeLessThan(150).startsWith("…").endsWith("…").contains("HERE");
    assertThat(excerpt.text().substring(excerpt.indent(), excerpt.indent() + excerpt.marked()))
        .isEqualTo("HERE");
  }

  @Test
  void aLongMarkEndsWithTheCut() {
    Excerpt excerpt = of("k: " + "x".repeat(10_000), "x".repeat(10_000));

    assertThat(excerpt.indent() + excerpt.marked()).isLessThan(150);
  }

  @Test
  void everySpanOfEveryTextCanBeShown() {
    String signs = "ab \t\r\n\u001b😀é̂\u202eカ\ud800";
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(400);
      for (int i = 0; i < length; i++) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      int start = random.nextInt(length + 1);
      int end = start + random.nextInt(length - start + 1);

      Excerpt excerpt = Excerpt.of(SourceText.of("a", text.toString()), new Span(start, end));

      assertThat(excerpt.text()).doesNotContain("\n", "\r", "\t", "\u001b", "\u202e");
      assertThat(excerpt.marked()).isPositive();
    }
  }
}
