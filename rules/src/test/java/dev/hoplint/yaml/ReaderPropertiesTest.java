package dev.hoplint.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Laws that hold for every document. `-Dhoplint.seeds=N` runs more of them.
class ReaderPropertiesTest {
  private static final int SEEDS = Integer.getInteger("hoplint.seeds", 400);

  static LongStream seeds() {
    return LongStream.range(0, SEEDS / 20);
  }

  private static final String DAMAGE = "\"'[]{}:-?&*!|>%@`\t\n\0#";

  private interface Law {
    void check(SourceText source, Node root, Object value);
  }

  private static void forAll(long block, Law law) {
    for (long seed = block * 20; seed < block * 20 + 20; seed++) {
      DocumentGenerator.Written written = new DocumentGenerator(seed).document();
      for (UnaryOperator<String> variation : variations()) {
        String text = variation.apply(written.text());
        SourceText source = SourceText.of("seed " + seed, text);
        Document document = YamlReader.read(source).getFirst();
        assertThat(document.problem()).as("seed %d:\n%s", seed, text).isEmpty();
        law.check(source, document.root().orElseThrow(), written.value());
      }
    }
  }

  private static List<UnaryOperator<String>> variations() {
    return List.of(
        text -> text,
        text -> "\uFEFF" + text.replace("\n", "\r\n"),
        text -> "--- # 😀" + (text.startsWith("\n") ? text : "\n" + text) + "---\nx: y\n");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theTreeIsWhatWasWritten(long block) {
    forAll(
        block,
        (source, root, value) ->
            assertThat(Trees.value(root)).as("%s\n%s", source, source.text()).isEqualTo(value));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spansNestAndSiblingsStandInOrder(long block) {
    forAll(
        block,
        (source, root, _) -> {
          for (Node node : Trees.nodes(root)) {
            int behind = node.span().start();
            for (Node child : Trees.children(node)) {
              assertThat(node.span().contains(child.span()))
                  .as("%s holds %s in\n%s", node, child, source.text())
                  .isTrue();
              assertThat(child.span().start()).isGreaterThanOrEqualTo(behind);
              behind = child.span().end();
            }
          }
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sliceReadsAsTheSameTree(long block) {
    forAll(
        block,
        (source, root, _) -> {
          for (Node node : Trees.nodes(root)) {
            if (!holdsAlias(node) && !isTagged(node)) {
              String slice = placed(source, node.span());
              assertThat(Trees.read(slice).getFirst().root().map(Trees::value))
                  .as("%s as [%s] of\n%s", node, slice, source.text())
                  .isEqualTo(
                      node.span().isEmpty() ? Optional.empty() : Optional.of(Trees.value(node)));
            }
          }
        });
  }

  /// The slice, indented as it stands in the source; a line end for block scalars, which need one.
  private static String placed(SourceText source, Span span) {
    int line = source.lines().startOf(source.lines().lineOf(span.start()));
    int column = source.text().codePointCount(Math.min(line, span.start()), span.start());
    return " ".repeat(column) + source.slice(span) + (span.isEmpty() ? "" : "\n");
  }

  private static boolean holdsAlias(Node node) {
    return Trees.nodes(node).stream().anyMatch(Alias.class::isInstance);
  }

  private static boolean isTagged(Node node) {
    return node instanceof Scalar scalar && scalar.tag().isPresent();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void spansBeginAndEndWithContent(long block) {
    forAll(
        block,
        (source, root, _) -> {
          for (Node node : Trees.nodes(root)) {
            String slice = source.slice(node.span());
            boolean keeps = node instanceof Scalar scalar && scalar.value().endsWith("\n\n");
            if (!slice.isEmpty() && !keeps && !endsInKept(node)) {
              assertThat(slice).as(source.text()).isEqualTo(slice.strip());
            }
          }
        });
  }

  private static boolean endsInKept(Node node) {
    List<Node> children = Trees.children(node);
    return children.isEmpty()
        ? node instanceof Scalar scalar && scalar.value().endsWith("\n\n")
        : endsInKept(children.getLast());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aDocumentReadsTheSameAmongBrokenOnes(long block) {
    forAll(
        block,
        (source, root, value) -> {
          String text = source.text().replace("\uFEFF", "");
          List<Document> documents =
              Trees.read("a: [\n---\n" + text.replaceFirst("\\A---", "") + "---\nb: '\n");
          assertThat(documents.get(1).root().map(Trees::value)).contains(value);
          assertThat(documents.getLast().problem()).isPresent();
        });
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyDamageIsAProblemAndNeverAnException(long block) {
    forAll(
        block,
        (source, _, _) -> {
          Random random = new Random(block);
          for (int i = 0; i < 5; i++) {
            StringBuilder text = new StringBuilder(source.text());
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
              case 0 -> text.setLength(at);
              case 1 -> text.deleteCharAt(at);
              default -> text.insert(at, DAMAGE.charAt(random.nextInt(DAMAGE.length())));
            }
            assertSound(text.toString());
          }
        });
  }

  static void assertSound(String text) {
    SourceText source = SourceText.of("damaged", text);
    List<Document> documents = YamlReader.read(source);
    assertThat(documents).isNotEmpty();
    Span all = new Span(0, text.length());
    for (Document document : documents) {
      assertThat(all.contains(document.span())).isTrue();
      document.problem().ifPresent(problem -> assertSound(problem, all));
      document.root().ifPresent(root -> assertNested(root, all, text));
    }
  }

  private static void assertSound(ReadProblem problem, Span all) {
    assertThat(all.contains(problem.span())).isTrue();
    assertThat(problem.message()).doesNotContain(YamlReader.FAULT);
  }

  private static void assertNested(Node node, Span around, String text) {
    assertThat(around.contains(node.span())).as("%s in %s of\n%s", node, around, text).isTrue();
    int behind = node.span().start();
    for (Node child : Trees.children(node)) {
      assertThat(child.span().start()).as("%s in\n%s", child, text).isGreaterThanOrEqualTo(behind);
      behind = child.span().end();
      assertNested(child, node.span(), text);
    }
  }
}
