package dev.hoplint.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineIndexTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\n",
        "a\nb",
        "a\r\nb\r\n",
        "a\rb",
        "\r\r\n\n",
        "\uFEFFa\nb",
        "😀\n😀x",
        "a\n\nb\n"
      })
  void offsetsAndPositionsAreOneToOne(String text) {
    LineIndex lines = SourceText.of("t", text).lines();
    Position before = new Position(1, 0);
    for (int offset = text.startsWith("\uFEFF") ? 1 : 0; offset <= text.length(); offset++) {
      Position position = lines.position(offset);
      assertThat(lines.offset(position)).isEqualTo(offset);
      assertThat(position.line() > before.line() || position.column() > before.column()).isTrue();
      before = position;
    }
  }

  @Test
  void everyLineEndStartsALine() {
    SourceText source = SourceText.of("t", "one\ntwo\r\nthree\rfour");
    assertThat(source.lines().lineCount()).isEqualTo(4);
    assertThat(source.line(2)).isEqualTo("two");
    assertThat(source.line(3)).isEqualTo("three");
    assertThat(source.position(source.text().indexOf("four"))).isEqualTo(new Position(4, 1));
  }

  @Test
  void aByteOrderMarkStandsInFrontOfTheFirstLine() {
    SourceText source = SourceText.of("t", "\uFEFFkind: A\nb: c");
    assertThat(source.position(1)).isEqualTo(new Position(1, 1));
    assertThat(source.position(0)).isEqualTo(new Position(1, 1));
    assertThat(source.line(1)).isEqualTo("kind: A");
    assertThat(source.position(9)).isEqualTo(new Position(2, 1));
  }

  @Test
  void offsetsOutsideTheTextAreRefused() {
    LineIndex lines = SourceText.of("t", "ab").lines();
    assertThatThrownBy(() -> lines.position(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> lines.position(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
