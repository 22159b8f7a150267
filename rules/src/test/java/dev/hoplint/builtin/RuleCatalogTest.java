package dev.hoplint.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The catalogue is in order: every rule has its id, its page, its cases; nothing is left over.
class RuleCatalogTest {
  private static final List<RuleMeta> RULES = BuiltInRules.all().stream().map(Rule::meta).toList();

  @Test
  void idsAreKebabCaseUniqueAndSorted() {
    List<String> ids = RULES.stream().map(RuleMeta::id).toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates().isSorted();
    assertThat(ids).allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
  }

  @Test
  void everyRuleHasAPageAndEveryPageARule() throws IOException {
    assertThat(names(TestData.path("rules/docs"), ".md")).isEqualTo(ids());
  }

  @Test
  void everyRuleHasCasesAndEveryFolderOfCasesARule() throws IOException {
    assertThat(names(TestData.path("testdata/rules"), "")).isEqualTo(ids());
  }

  @TestFactory
  Stream<DynamicTest> everyRuleHasACaseWithAndOneWithoutFindings() {
    return RULES.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () -> {
                      List<String> cases =
                          TestData.folders(TestData.path("testdata/rules/" + rule.id())).stream()
                              .map(folder -> folder.getFileName().toString())
                              .toList();
                      assertThat(cases).anyMatch(name -> name.startsWith("ok-"));
                      assertThat(cases).anyMatch(name -> !name.startsWith("ok-"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPageHasItsHeadingsAndItsExamplesAreTrue() {
    return RULES.stream()
        .map(rule -> DynamicTest.dynamicTest(rule.id(), page(rule).toUri(), () -> checkPage(rule)));
  }

  private static void checkPage(RuleMeta rule) {
    RulePage page = RulePage.read(page(rule));
    assertThat(page.title()).isEqualTo(rule.id());
    assertThat(page.sections().keySet()).containsExactlyElementsOf(RulePage.HEADINGS);
    assertThat(found(rule, page.yaml("Example").orElseThrow())).as("the example").isNotEmpty();
    assertThat(found(rule, page.yaml("Fix").orElseThrow())).as("the fixed example").isEmpty();
  }

  private static List<String> found(RuleMeta rule, String yaml) {
    return Lint.text(yaml).findings().stream()
        .filter(finding -> finding.rule().equals(rule))
        .map(Lint::line)
        .toList();
  }

  @Test
  void supersededRulesExist() {
    assertThat(RULES.stream().flatMap(rule -> rule.supersedes().stream())).isSubsetOf(ids());
  }

  /// What is silenced is looked for wherever what silences it is.
  @Test
  void noRuleSilencesOneThatLooksFarther() {
    for (RuleMeta silencing : RULES) {
      assertThat(RULES)
          .filteredOn(rule -> silencing.supersedes().contains(rule.id()))
          .allSatisfy(
              rule ->
                  assertThat(rule.neighbourhood())
                      .as("%s, silenced by %s", rule.id(), silencing.id())
                      .isLessThanOrEqualTo(silencing.neighbourhood()));
    }
  }

  @Test
  void rulesSayWhatTheyReadAndSummarizeInOneSentence() {
    assertThat(RULES).allSatisfy(rule -> assertThat(rule.inputs()).as(rule.id()).isNotEmpty());
    assertThat(RULES)
        .allSatisfy(
            rule -> assertThat(rule.summary()).as(rule.id()).doesNotEndWith(".").isNotBlank());
  }

  @Test
  void rulesLiveInThePackageOfTheirFamily() {
    assertThat(BuiltInRules.all())
        .allSatisfy(
            rule ->
                assertThat(rule.getClass().getPackageName())
                    .isEqualTo("dev.hoplint.builtin." + rule.meta().family().word()));
  }

  @Test
  void rulesAreFinal() {
    assertThat(BuiltInRules.all())
        .allMatch(rule -> Modifier.isFinal(rule.getClass().getModifiers()));
  }

  @TestFactory
  Stream<DynamicTest> messagesAreOneSentenceAndFindingsHelp() {
    return RULES.stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.id(),
                    () -> {
                      String bad = RulePage.read(page(rule)).yaml("Example").orElseThrow();
                      for (Finding finding : Lint.text(bad).findings()) {
                        assertThat(finding.message()).doesNotEndWith(".").doesNotContain("\n");
                        assertThat(finding.message() + finding.help()).doesNotContain("Optional[");
                      }
                    }));
  }

  private static Path page(RuleMeta rule) {
    return TestData.path("rules/docs/" + rule.id() + ".md");
  }

  private static Set<String> ids() {
    return RULES.stream().map(RuleMeta::id).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Path folder, String ending) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(name -> name.endsWith(ending))
          .map(name -> name.substring(0, name.length() - ending.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
