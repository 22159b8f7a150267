package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that is made to do harm: it gets a problem, soon. The times are wide; what they rule out
/// is work that grows with the square of the input.
class HostileInputTest {
  private static final int MANY = 100_000;

  private static List<Document> soon(Supplier<String> text) {
    String made = text.get();
    return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Trees.read(made));
  }

  private static void assertLimit(List<Document> documents, String message) {
    ReadProblem problem = documents.getLast().problem().orElseThrow();
    assertThat(problem.kind()).isEqualTo(ReadProblem.Kind.LIMIT);
    assertThat(problem.message()).contains(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "{a: ", "- ", "? ", "[\n", "[a, ", "[{", "!!seq [", "? - "})
  void nestingIsLimited(String opening) {
    assertLimit(soon(() -> opening.repeat(MANY)), "nested more than 200 levels deep");
  }

  @Test
  void nestingByIndentationIsLimited() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    assertLimit(soon(text::toString), "nested more than 200 levels deep");
  }

  @Test
  void closedNestingIsLimitedToo() {
    assertLimit(soon(() -> "[".repeat(MANY) + "]".repeat(MANY)), "nested more than 200 levels");
  }

  @Test
  void nestingUpToTheLimitIsRead() {
    assertThat(soon(() -> "[".repeat(200) + "]".repeat(200)).getFirst().root()).isPresent();
  }

  @Test
  void aliasesThatMultiplyAreLimited() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 40; i++) {
      String aliases = ("*a" + (i - 1) + ", ").repeat(9);
      text.append("a%d: &a%d [%s]\n".formatted(i, i, aliases));
    }
    List<Document> documents = soon(() -> text + "---\nb: 1\n");
    assertLimit(documents.subList(0, 1), "more than 2000000 values, its aliases followed");
    assertThat(documents.getLast().root()).isPresent();
  }

  @Test
  void manySmallBombsAreLimitedTogether() {
    StringBuilder bomb = new StringBuilder("---\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 6; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    List<Document> documents = soon(() -> bomb.toString().repeat(1000));
    assertLimit(documents, "more than 2000000 values");
    assertThat(documents).hasSizeLessThan(10);
  }

  @Test
  void aliasesThatNestAreLimited() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 3000; i++) {
      text.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertLimit(soon(text::toString), "nested more than 200 levels deep");
  }

  @Test
  void documentsAreLimited() {
    List<Document> documents = soon(() -> "---\na: 1\n".repeat(MANY));
    assertThat(documents).hasSize(20_001);
    assertLimit(documents, "more than 20000 documents");
    assertThat(soon(() -> "---\na: 1\n".repeat(20_000)))
        .hasSize(20_000)
        .allMatch(document -> document.root().isPresent());
    assertLimit(soon(() -> "{\"a\": 1}\n".repeat(MANY)), "more than 20000 documents");
    assertLimit(soon(() -> "---\n[\n".repeat(MANY)), "more than 20000 documents");
  }

  @Test
  void aHundredMegabytesAreRefusedAtOnce() {
    List<Document> documents = soon(() -> "a".repeat(100_000_000));
    assertThat(documents).hasSize(1);
    assertLimit(documents, "100000000 characters, more than the limit of 33554432");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "a ", "\n", " ", "#", "# a\n", "\"a\n\n", "a\n", "&", "!", "%41", "😀", "'", ">"
      })
  void longTextsCostNoMoreThanTheirLength(String part) {
    int count = 4_000_000 / part.length();
    assertThat(soon(() -> part.repeat(count))).isNotEmpty();
    assertThat(soon(() -> "a: |\n " + part.repeat(count))).isNotEmpty();
    assertThat(soon(() -> "a: !" + part.repeat(count))).isNotEmpty();
    assertThat(soon(() -> "a: \"" + part.repeat(count))).isNotEmpty();
  }

  @Test
  void messagesDoNotRepeatLongInput() {
    String name = "a".repeat(MANY);
    for (String text :
        List.of("*" + name, "%YAML 1." + "1".repeat(MANY) + "\n---\na", "!" + name + "!b c")) {
      assertThat(Trees.read(text).getFirst().problem().orElseThrow().message())
          .hasSizeLessThan(300);
    }
  }

  @Test
  void randomBytesAreReadOrRefused() {
    Random random = new Random(1);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      ReaderPropertiesTest.assertSound(new String(bytes, StandardCharsets.UTF_8));
      ReaderPropertiesTest.assertSound(new String(bytes, StandardCharsets.UTF_16LE));
    }
  }

  @Test
  void randomSyntaxIsReadOrRefused() {
    String signs = "\"'[]{}:-?&*!|>%@`\t\n\n  #,.~<ab0\uFEFF\u0085\u2028😀\r";
    Random random = new Random(2);
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      ReaderPropertiesTest.assertSound(text.toString());
    }
  }
}
