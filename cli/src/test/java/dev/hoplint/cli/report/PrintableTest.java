package dev.hoplint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void plainTextStaysTheSame() {
    assertThat(Printable.line("Service \"web\" → ✗ é 名前 👩‍🚀"))
        .isEqualTo("Service \"web\" → ✗ é 名前 👩‍🚀");
  }

  @Test
  void whatSteersATerminalIsShownAsAPicture() {
    assertThat(Printable.line("\u001b[31m\u0007\0\u007f")).isEqualTo("␛[31m␇␀␡");
    assertThat(Printable.line("a\r\nb\tc")).isEqualTo("a␍␊b    c");
    assertThat(Printable.line("\u009b31m")).isEqualTo("\ufffd31m");
  }

  @Test
  void whatHidesOrReordersTextIsReplaced() {
    assertThat(Printable.line("a\u202eb\u2066c\u200bd\ufeffe\u2028f"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf");
    assertThat(Printable.line("\ud83d")).isEqualTo("\ufffd");
  }

  @Test
  void widthsAreThoseOfTerminals() {
    assertThat(Printable.width("abc")).isEqualTo(3);
    assertThat(Printable.width("カート")).isEqualTo(6);
    assertThat(Printable.width("é")).isEqualTo(1);
    assertThat(Printable.width("e\u0301")).isEqualTo(1);
    assertThat(Printable.width("🛒✅→✗")).isEqualTo(6);
  }
}
