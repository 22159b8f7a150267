package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.TextEdit;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlEditsTest {
  private static String edited(String text, BiFunction<YamlEdits, Mapping, List<TextEdit>> edit) {
    SourceText source = SourceText.of("t", text);
    Mapping root = (Mapping) YamlReader.read(source).getFirst().root().orElseThrow();
    String result = TextEdit.apply(text, edit.apply(YamlEdits.of(source), root));
    assertThat(Trees.read(result).getFirst().problem()).as(result).isEmpty();
    return result;
  }

  private static Scalar scalar(Mapping root, String key) {
    return (Scalar) root.get(key).orElseThrow();
  }

  private static Mapping.Entry entry(Mapping root, String key) {
    return root.entry(key).orElseThrow();
  }

  @Test
  void quotesMakeAString() {
    assertThat(edited("a: 80 # c\n", (edits, root) -> edits.quote(scalar(root, "a"))))
        .isEqualTo("a: \"80\" # c\n");
    assertThat(edited("a:\nb: 1\n", (edits, root) -> edits.quote(scalar(root, "a"))))
        .isEqualTo("a: \"\"\nb: 1\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\"b\\", "\n\r\t", "\u0000\u0085\uFEFF\u2028", "😀é", "# : {"})
  void everyTextSurvivesQuotes(String value) {
    assertThat(Trees.value(Trees.root(YamlEdits.quoted(value)))).isEqualTo("STRING " + value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "web, http, http",
        "web, 80, \"80\"",
        "web, a b, \"a b\"",
        "'web', it's, 'it''s'",
        "\"web\", http, \"http\""
      })
  void replacementsKeepTheStyle(String old, String value, String written) {
    assertThat(edited("a: " + old, (edits, root) -> edits.replace(scalar(root, "a"), value)))
        .isEqualTo("a: " + written);
  }

  @Test
  void bareWordsAreWrittenAsTheyAre() {
    assertThat(
            edited(
                "a: \"80\" # c\nb:\n",
                (edits, root) -> edits.replaceBare(scalar(root, "a"), "8080")))
        .isEqualTo("a: 8080 # c\nb:\n");
  }

  @Test
  void renamingKeepsValueAndComments() {
    assertThat(
            edited(
                "# x\n'a': # y\n  b: 1\n",
                (edits, root) -> edits.rename(entry(root, "a"), "nginx.org/c")))
        .isEqualTo("# x\n'nginx.org/c': # y\n  b: 1\n");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`a: 1\nb: 2 # c\nc: 3\n` | `a: 1\nc: 3\n`",
        "`a: 1\n# kept\nb:\n  - x # gone\n  - y\n` | `a: 1\n# kept\n`",
        "`b: 1\na: 2` | `a: 2`",
        "`a: 1\r\nb: |\r\n  x\r\n\r\nc: 3\r\n` | `a: 1\r\n\r\nc: 3\r\n`",
        "`{a: 1, b: 2, c: 3}` | `{a: 1, c: 3}`",
        "`{a: 1, b: 2}` | `{a: 1}`",
        "`{b: 1, a: 2}` | `{a: 2}`",
        "`{b: 1}` | `{}`",
        "`b: 1 # c\n` | `  {} # c\n`",
        "`a: 1\n? b\n: 2\nc: 3\n` | `a: 1\nc: 3\n`",
        "`a: 1\n&x b: &y 2\nc: 3\n` | `a: 1\nc: 3\n`",
      })
  void entriesAreDeletedWithTheirLines(String before, String after) {
    assertThat(edited(before, (edits, root) -> edits.delete(root, entry(root, "b"))))
        .isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`l:\n  - b: 1 # c\n    a: 2\n` | `l:\n  - a: 2\n`",
        "`l:\n  - b: 1 # c\n    # kept\n    a: 2\n` | `l:\n  - \n    # kept\n    a: 2\n`",
        "`l:\n  - b: 1\n` | `l:\n  - {}\n`",
        "`l:\n- a: 2\n  b: 1\n- c` | `l:\n- a: 2\n- c`"
      })
  void entriesOfItemsAreDeletedWithoutTheDash(String before, String after) {
    assertThat(
            edited(
                before,
                (edits, root) -> {
                  Sequence list = (Sequence) root.get("l").orElseThrow();
                  Mapping item = (Mapping) list.items().getFirst();
                  return edits.delete(item, entry(item, "b"));
                }))
        .isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`l:\n  - a\n  - b # c\n  - d\n` | `l:\n  - a\n  - d\n`",
        "`l:\n- a\n-\n  b: c\n- d\n` | `l:\n- a\n- d\n`",
        "`l: [a, b, c]` | `l: [a, c]`",
        "`l: [a, b]` | `l: [a]`"
      })
  void itemsAreDeletedWithTheirDash(String before, String after) {
    assertThat(
            edited(
                before, (edits, root) -> edits.delete((Sequence) root.get("l").orElseThrow(), 1)))
        .isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"l:\n- a\n", "l:\n  - a # c\nb: 1\n", "l: [a]\n"})
  void theLastItemLeavesAnEmptyList(String before) {
    String after =
        edited(before, (edits, root) -> edits.delete((Sequence) root.get("l").orElseThrow(), 0));
    assertThat(Trees.value(Trees.root(after)).toString()).contains("STRING l, :, []");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`m:\n  a: 1 # c\nb: 2\n` | `m:\n  a: 1 # c\n  k: v\nb: 2\n`",
        "`m:\r\n  a:\r\n    - x` | `m:\r\n  a:\r\n    - x\r\n  k: v`",
        "`m: {a: 1}` | `m: {a: 1, k: v}`",
        "`m: {}` | `m: {k: v}`"
      })
  void entriesAreAppended(String before, String after) {
    assertThat(
            edited(
                before,
                (edits, root) -> edits.append((Mapping) root.get("m").orElseThrow(), "k: v")))
        .isEqualTo(after);
  }

  @Test
  void deletingAnyEntryOfAnyDocumentLeavesTheOthers() {
    for (long seed = 0; seed < 300; seed++) {
      String text = new DocumentGenerator(seed).document().text();
      SourceText source = SourceText.of("seed " + seed, text);
      Node root = YamlReader.read(source).getFirst().root().orElseThrow();
      if (text.contains("*a")) {
        continue;
      }
      for (Node node : Trees.nodes(root)) {
        if (node instanceof Mapping mapping) {
          for (Mapping.Entry entry : mapping.entries()) {
            assertDeleted(source, mapping, entry);
          }
        }
      }
    }
  }

  private static void assertDeleted(SourceText source, Mapping mapping, Mapping.Entry entry) {
    String after = TextEdit.apply(source.text(), YamlEdits.of(source).delete(mapping, entry));
    Document document = Trees.read(after).getFirst();
    String context = "%s in\n%s\ngives\n%s".formatted(entry, source.text(), after);
    assertThat(document.problem()).as(context).isEmpty();
    List<Node> left = Trees.nodes(document.root().orElseThrow());
    int gone = Trees.nodes(entry.key()).size() + Trees.nodes(entry.value()).size();
    Node root = YamlReader.read(source).getFirst().root().orElseThrow();
    assertThat(left).as(context).hasSize(Trees.nodes(root).size() - gone);
  }
}
