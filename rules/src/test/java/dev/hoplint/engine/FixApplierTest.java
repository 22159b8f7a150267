package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.engine.FixApplier.Fixed;
import dev.hoplint.intake.InputFile;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.testing.CaseConfig;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Comment;
import dev.hoplint.yaml.Comments;
import dev.hoplint.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The fixes of all rules, tried on their cases.
class FixApplierTest {
  @TestFactory
  Stream<DynamicTest> safeFixesRepairTheCasesOfTheirRules() {
    return cases(false);
  }

  @TestFactory
  Stream<DynamicTest> allFixesRepairTheCasesOfTheirRules() {
    return cases(true);
  }

  private static Stream<DynamicTest> cases(boolean unsafe) {
    return TestData.ruleCases().stream()
        .filter(
            folder ->
                !findings(folder, TestData.inputs(folder)).stream()
                    .allMatch(one -> one.fixes().isEmpty()))
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getParent().getFileName() + "/" + folder.getFileName(),
                    folder.toUri(),
                    () -> check(folder, unsafe)));
  }

  private static void check(Path folder, boolean unsafe) {
    List<InputFile> before = TestData.inputs(folder);
    List<Finding> found = findings(folder, before);
    List<Fixed> fixed = FixApplier.apply(found, unsafe);
    List<InputFile> after = with(before, fixed);
    List<Finding> then = findings(folder, after);

    for (Fixed one : fixed) {
      assertThat(YamlReader.read(SourceText.of("fixed", one.text())))
          .as(one.text())
          .allMatch(document -> document.problem().isEmpty());
    }
    // Of rules whose findings were all fixed none is left.
    Map<String, Long> left = count(then);
    Map<String, Long> repaired =
        fixed.stream()
            .flatMap(one -> one.applied().stream())
            .flatMap(fix -> found.stream().filter(finding -> finding.fixes().contains(fix)))
            .collect(Collectors.groupingBy(one -> one.rule().id(), Collectors.counting()));
    repaired.forEach(
        (rule, times) ->
            assertThat(left.getOrDefault(rule, 0L))
                .as(rule + " after " + fixed.stream().map(Fixed::text).toList())
                .isLessThanOrEqualTo(count(found).get(rule) - times));
    assertThat(errors(then)).as("new errors").isSubsetOf(errors(found));
    for (Fixed one : fixed) {
      assertThat(comments(SourceText.of("fixed", one.text())))
          .containsAll(
              comments(one.source()).stream()
                  .filter(text -> !text.startsWith("hoplint:"))
                  .filter(text -> !text.startsWith("want:"))
                  .toList());
    }
    if (fixed.stream().allMatch(one -> one.left().isEmpty())) {
      assertThat(FixApplier.apply(then, unsafe)).as("a second pass").isEmpty();
    }
  }

  private static List<Finding> findings(Path folder, List<InputFile> inputs) {
    return Lint.inputs(inputs, CaseConfig.of(folder)).findings();
  }

  private static List<InputFile> with(List<InputFile> before, List<Fixed> fixed) {
    List<InputFile> after = new ArrayList<>();
    for (InputFile file : before) {
      String text =
          fixed.stream()
              .filter(one -> one.source() == file.source())
              .map(Fixed::text)
              .findFirst()
              .orElse(file.source().text());
      after.add(TestData.input(file.path(), file.argument(), text));
    }
    return after;
  }

  private static Map<String, Long> count(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.groupingBy(one -> one.rule().id(), Collectors.counting()));
  }

  private static List<String> errors(List<Finding> findings) {
    return findings.stream()
        .filter(one -> one.severity() == Severity.ERROR)
        .map(one -> one.rule().id() + " " + one.message())
        .toList();
  }

  private static List<String> comments(SourceText source) {
    return Comments.of(source).stream().map(Comment::text).toList();
  }
}
