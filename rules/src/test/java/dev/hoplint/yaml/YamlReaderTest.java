package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  @Test
  void aBrokenDocumentHidesNoOther() {
    List<Document> documents =
        Trees.read(
            "a: 1\n---\nb: [1,\n---\nc: 'x\n---\n- d\n  - e: f\n: g\n...\nh: 8\n---\ni: 9\n");
    assertThat(documents).extracting(Document::index).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(documents)
        .extracting(document -> document.problem().isPresent())
        .containsExactly(false, true, true, true, false, false);
    assertThat(documents)
        .allMatch(document -> document.root().isPresent() != document.problem().isPresent());
  }

  @Test
  void markersInsideScalarsAreContentUnlessALineStartsWithThem() {
    List<Document> documents = Trees.read("a: |\n  ---\n  ...\nb: ' --- '\nc: ---\n---d: 1\n");
    assertThat(documents).hasSize(1);
    assertThat(Trees.value(documents.getFirst().root().orElseThrow()).toString())
        .contains("STRING ---\n...\n", "STRING  --- ", "STRING ---d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# only\n", "\uFEFF", "\uFEFF# c", "...\n", "%YAML 1.1\n---\n"})
  void nothingIsOneDocumentWithoutRoot(String text) {
    List<Document> documents = Trees.read(text);
    assertThat(documents).hasSize(1);
    assertThat(documents.getFirst().root()).isEmpty();
    assertThat(documents.getFirst().problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'---\n---\n', 2",
    "'# c\n---\na: 1\n', 1",
    "'a: 1\n---\n# c\n---\nb: 1', 3",
    "'a: 1\n...\n# c\n...\n', 1",
    "'a: 1\n...\n---\nb: 2\n...\nc: 3', 3",
    "'--- a\n--- |\n b\n---\tc', 3",
    "'%YAML 1.2\n# c\n---\na: 1\n...\n%TAG ! x:\n---\nb: 2', 2",
    "'{\"a\": 1}\n{\"b\": 2} [3]', 3"
  })
  void separatorsAndDirectivesMakeDocuments(String text, int count) {
    List<Document> documents = Trees.read(text);
    assertThat(documents).hasSize(count);
    assertThat(documents).allSatisfy(document -> assertThat(document.problem()).isEmpty());
  }

  @Test
  void jsonIsRead() {
    Node root = Trees.root("{\"a\":[1,true,null,\"\\u00e9\\ud83d\\ude00\\/\"],\n\t\"b\":{}}");
    assertThat(Trees.value(root).toString())
        .isEqualTo(
            "[[STRING a, :, [INTEGER 1, BOOLEAN true, NULL null, STRING é😀/]],"
                + " [STRING b, :, []]]");
  }

  @Test
  void aliasesStandForTheNearestAnchorBefore() {
    Node root = Trees.root("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n");
    assertThat(Trees.value(root).toString()).contains("b, :, INTEGER 1]", "d, :, [INTEGER 2]]");
    Mapping mapping = (Mapping) root;
    assertThat(mapping.entries().get(1).value()).isInstanceOf(Alias.class);
  }

  @Test
  void anchorsEndWithTheirDocument() {
    assertThat(Trees.read("a: &x 1\n---\nb: *x\n").get(1).problem().orElseThrow().message())
        .isEqualTo("the alias \"*x\" names no anchor in front of it");
  }

  @Test
  void mergedKeysAreSeenBehindWrittenOnes() {
    Mapping root =
        (Mapping)
            Trees.root(
                """
                base: &b {x: 1, y: 2}
                more: &m {y: 3, z: 4}
                it:
                  x: 0
                  <<: [*b, *m]
                  w: 5
                """);
    Mapping merged = (Mapping) root.get("it").orElseThrow();
    assertThat(merged.get("x").map(Trees::value)).contains("INTEGER 0");
    assertThat(merged.get("y").map(Trees::value)).contains("INTEGER 2");
    assertThat(merged.get("z").map(Trees::value)).contains("INTEGER 4");
    assertThat(merged.get("<<")).isEmpty();
    assertThat(merged.effectiveEntries())
        .extracting(entry -> entry.name().orElseThrow())
        .containsExactly("x", "w", "y", "z");
  }

  @Test
  void repeatedKeysAreToldAndTheLastCounts() {
    Document document =
        Trees.read("a:\n  - b: 1\n    \"b\": 2\n    'b': 3\n80: x\n'80': y\nyes: 1\ntrue: 2\n")
            .getFirst();
    assertThat(document.duplicateKeys())
        .extracting(key -> key.key() + " in \"" + key.mapping() + "\"")
        .containsExactly("b in \".a[0]\"", "80 in \"\"", "true in \"\"");
    Sequence items = (Sequence) ((Mapping) document.root().orElseThrow()).get("a").orElseThrow();
    assertThat(((Mapping) items.items().getFirst()).get("b").map(Trees::value))
        .contains("INTEGER 3");
  }

  @Test
  void manyKeysAreComparedWithoutComparingEachWithEach() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append('k').append(i % 99_999).append(": 1\n");
    }
    Document document = Trees.read(text.toString()).getFirst();
    assertThat(document.duplicateKeys())
        .extracting(Document.DuplicateKey::key)
        .containsExactly("k0");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "`a: b: c` | 1:5 | a mapping cannot start here; text that contains \": \" needs quotes",
        "`a: [1, 2\nb: 3` | 2:2 | expected \",\" or \"]\" in what \"[\" opens on line 1",
        "`a: {b: 1` | 1:4 | the \"{\" is never closed",
        "`a: \"b\nc: d` | 1:4 | the quoted text that starts here does not end",
        "`a:\n\tb: 1` | 2:1 | a tab cannot be used for indentation",
        "`a: @b` | 1:4 | text cannot start with \"@\"; it needs quotes",
        "`a:\n    b: 1\n  c: 2` | 3:3 | this line fits no line above it; check its indentation and"
            + " the quotes before it",
        "`a: 1\n- b` | 2:1 | a list item stands between the keys of a mapping",
        "` a: 1\nb: 2` | 2:1 | the document ended above this line; check its indentation",
        "`a: 1\nbc\nd: 1` | 2:1 | expected \":\" behind this text",
        "`a: &x [*x]` | 1:8 | the alias \"*x\" stands inside the value it names",
        "`a: \u0007` | 1:4 | the control character U+0007 is not allowed in YAML",
        "`a: \"\\q\"` | 1:6 | while scanning a double-quoted scalar, found unknown escape character"
            + " q(113)"
      })
  void problemsSayWhatAndWhere(String text, String place, String message) {
    Document document = Trees.read(text).getFirst();
    ReadProblem problem = document.problem().orElseThrow();
    var position = document.source().position(problem.span().start());
    assertThat(position.line() + ":" + position.column()).isEqualTo(place);
    assertThat(problem.message()).isEqualTo(message);
    assertThat(problem.kind()).isEqualTo(ReadProblem.Kind.SYNTAX);
  }

  @Test
  void keysThatAreNoScalarsAreTolerated() {
    Mapping root = (Mapping) Trees.root("? [a, b]\n: 1\n? {c: d}\n: 2\ne: 3\n");
    assertThat(root.entries()).hasSize(3);
    assertThat(root.get("e")).isPresent();
  }

  @Test
  void theSpanOfADocumentLeavesItsSeparatorsOut() {
    SourceText source = SourceText.of("t", "# a\nb: 1\n...\n%YAML 1.2\n---\n# c\nd: 2 # e\n--- \n");
    assertThat(YamlReader.read(source))
        .extracting(document -> source.slice(document.span()))
        .containsExactly("# a\nb: 1", "# c\nd: 2 # e", "");
  }
}
