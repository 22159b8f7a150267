package dev.hoplint.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config;
import dev.hoplint.intake.InputFile;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.testing.CaseConfig;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import dev.hoplint.testing.Want;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every folder `testdata/rules/<rule-id>/<case>`: the rule finds what `# want:` comments say and
/// nothing else, and no other rule calls anything there an error.
///
/// `-Dhoplint.case=<rule-id>` runs the cases of one rule only.
class RuleCasesTest {
  @TestFactory
  Stream<DynamicNode> cases() {
    String only = System.getProperty("hoplint.case", "");
    return TestData.folders(TestData.path("testdata/rules")).stream()
        .filter(rule -> only.isEmpty() || rule.getFileName().toString().equals(only))
        .map(
            rule ->
                DynamicContainer.dynamicContainer(
                    rule.getFileName().toString(),
                    TestData.folders(rule).stream().map(RuleCasesTest::test)));
  }

  private static DynamicTest test(Path folder) {
    String rule = folder.getParent().getFileName().toString();
    String name = folder.getFileName().toString();
    return DynamicTest.dynamicTest(name, folder.toUri(), () -> check(rule, name, folder));
  }

  private static void check(String rule, String name, Path folder) {
    List<InputFile> inputs = TestData.inputs(folder);
    Config config = CaseConfig.of(folder);
    assertThat(config.problems()).as("problems of .hoplint.yaml").isEmpty();
    List<Want> missing = new ArrayList<>();
    inputs.forEach(input -> missing.addAll(Want.in(input.source())));
    assertThat(inputs).as("input files of the case").isNotEmpty();
    assertThat(missing.isEmpty())
        .as("a case without wants is named ok-*, one with wants is not")
        .isEqualTo(name.startsWith("ok-"));
    List<String> unexpected = new ArrayList<>();
    for (Finding finding : Lint.inputs(inputs, config).findings()) {
      boolean wanted = missing.removeIf(want -> want.isMetBy(finding));
      boolean counts = finding.rule().id().equals(rule) || finding.severity() == Severity.ERROR;
      if (!wanted && counts) {
        unexpected.add(Lint.line(finding));
      }
    }
    assertThat(unexpected).as("findings nobody wants").isEmpty();
    assertThat(missing).as("wanted findings that did not come").isEmpty();
  }
}
