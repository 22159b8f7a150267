package dev.hoplint.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config;
import dev.hoplint.engine.LintResult;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.testing.Golden;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whole applications, `testdata/apps/<name>`: what is found there is written in `expected.txt`,
/// one line per finding that shows at the default settings, and what could not be checked behind
/// it.
class AppsTest {
  @TestFactory
  Stream<DynamicTest> apps() {
    return TestData.folders(TestData.path("testdata/apps")).stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(), folder.toUri(), () -> check(folder)));
  }

  private static void check(Path folder) {
    LintResult result = Lint.inputs(TestData.inputs(folder), Config.DEFAULT);
    Golden.check(folder.resolve("expected.txt"), text(result));
  }

  @TestFactory
  Stream<DynamicTest> onlyTheStorefrontIsBroken() {
    return TestData.folders(TestData.path("testdata/apps")).stream()
        .filter(folder -> !folder.endsWith("storefront"))
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> {
                      LintResult result = Lint.inputs(TestData.inputs(folder), Config.DEFAULT);
                      assertThat(shown(result)).isEmpty();
                    }));
  }

  private static List<String> shown(LintResult result) {
    return result.findings().stream()
        .filter(finding -> finding.severity() != Severity.INFO)
        .map(AppsTest::line)
        .toList();
  }

  private static String line(Finding finding) {
    String statuses =
        finding
            .symptom()
            .map(
                symptom ->
                    symptom.statuses().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining("/"))
                        + symptom.effect().map(effect -> " " + effect).orElse("")
                        + " from "
                        + symptom.from()
                        + ", "
                        + symptom.when().word())
            .orElse("no symptom");
    return Lint.line(finding) + " (" + statuses + ")";
  }

  private static String text(LintResult result) {
    StringBuilder text = new StringBuilder();
    shown(result).forEach(line -> text.append(line).append('\n'));
    result.unresolved().stream()
        .map(one -> "unresolved: " + one.message())
        .distinct()
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
