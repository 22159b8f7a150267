package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTypingTest {
  private static final Path TABLE =
      Path.of(System.getProperty("hoplint.root", ".."), "testdata/yaml/typing.tsv");

  @TestFactory
  Stream<DynamicTest> plainScalarsAreTypedAsTheApiServerDoes() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(row -> DynamicTest.dynamicTest(row[0], () -> compare(row[0], row[1])));
  }

  private static void compare(String plain, String json) {
    Mapping root = (Mapping) Trees.root("a: " + plain);
    Scalar scalar = (Scalar) root.get("a").orElseThrow();
    switch (scalar.type()) {
      case NULL -> assertThat(json).isEqualTo("null");
      case BOOLEAN -> assertThat(json).isEqualTo(scalar.bool().orElseThrow().toString());
      case STRING -> assertThat(json).isEqualTo("\"" + scalar.value() + "\"");
      case INTEGER ->
          assertThat(scalar.integer().map(Object::toString).orElse(json))
              .isEqualTo(json)
              .matches("-?[0-9]{1,20}");
      case FLOAT -> {
        if (!json.equals(".inf or .nan")) {
          assertThat(new BigDecimal(json).doubleValue())
              .isEqualTo(Double.parseDouble(plain.replace("_", "")));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "'80', STRING",
        "\"true\", STRING",
        "!!str 80, STRING",
        "!!int \"80\", INTEGER",
        "!!int web, STRING",
        "!!float 80, FLOAT",
        "!!bool \"yes\", BOOLEAN",
        "!!null '', NULL",
        "!custom 80, STRING",
        "! 80, STRING",
        "!!timestamp 2001-01-01, STRING"
      })
  void quotesAndTagsDecideBeforeTheText(String written, ScalarType type) {
    assertThat(((Scalar) Trees.root(written)).type()).isEqualTo(type);
  }

  @Test
  void integersBehindALongAreIntegersWithoutAValue() {
    Scalar scalar = (Scalar) Trees.root("18446744073709551615");
    assertThat(scalar.type()).isEqualTo(ScalarType.INTEGER);
    assertThat(scalar.integer()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"on, true", "No, false", "0x50, 80", "1_000, 1000", "'\"on\"', on", "1.50, 1.50"})
  void keysBecomeText(String written, String text) {
    assertThat(ScalarTyping.keyText((Scalar) Trees.root(written))).isEqualTo(text);
  }
}
