package dev.hoplint.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextEditTest {
  @Test
  void noEditIsIdentity() {
    assertThat(TextEdit.apply("abc", List.of())).isEqualTo("abc");
  }

  @Test
  void editsApplyInTheOrderOfTheTextWhateverTheirOrder() {
    List<TextEdit> edits =
        List.of(
            new TextEdit(new Span(4, 7), "two"),
            new TextEdit(Span.at(0), "> "),
            new TextEdit(new Span(2, 3), ""));
    assertThat(TextEdit.apply("one 2nd", edits)).isEqualTo("> on two");
  }

  @Test
  void insertionsAtOnePlaceKeepTheirOrder() {
    List<TextEdit> edits = List.of(new TextEdit(Span.at(1), "x"), new TextEdit(Span.at(1), "y"));
    assertThat(TextEdit.apply("ab", edits)).isEqualTo("axyb");
  }

  @Test
  void overlappingEditsAreRefused() {
    List<TextEdit> edits =
        List.of(new TextEdit(new Span(0, 2), "x"), new TextEdit(new Span(1, 3), "y"));
    assertThatThrownBy(() -> TextEdit.apply("abc", edits))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("offset 1");
  }
}
