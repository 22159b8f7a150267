package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cli.CommandLineTester.Run;
import dev.hoplint.rule.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every command but `lint`.
class CommandsTest {
  @TempDir private Path directory;
  private CommandLineTester hoplint;

  @BeforeEach
  void start() {
    hoplint = new CommandLineTester(directory);
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    Run run = hoplint.run("--version");

    assertThat(run.out()).isEqualTo("hoplint " + Version.HOPLINT + "\n");
    assertThat(Files.readString(RepositoryFiles.path("pom.xml")))
        .contains("<version>" + Version.HOPLINT + "</version>");
  }

  @Test
  void helpIsPrintedWhereItIsAskedFor() {
    assertThat(hoplint.run("--help").out()).contains("Usage: hoplint COMMAND");
    assertThat(hoplint.run("help", "lint").out()).isEqualTo(hoplint.run("lint", "--help").out());
    assertThat(hoplint.run("lint", "-h").out()).startsWith("Usage: hoplint lint [OPTION…] [PATH…]");
    Run bare = hoplint.run();
    assertThat(bare.code()).isEqualTo(2);
    assertThat(bare.out()).isEmpty();
    assertThat(bare.err()).contains("Usage: hoplint COMMAND");
  }

  @Test
  void aMisspeltCommandIsRecognised() {
    Run run = hoplint.run("expalin", "503");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "hoplint: \"expalin\" is neither a command nor a file; did you mean \"explain\"?");
  }

  @TestFactory
  Stream<DynamicTest> everyRuleIsExplained() {
    return BuiltInRules.all().stream()
        .map(rule -> rule.meta().id())
        .map(
            id ->
                DynamicTest.dynamicTest(
                    id,
                    () -> {
                      Run run = new CommandLineTester(directory).run("explain", id);
                      assertThat(run.code()).isZero();
                      assertThat(run.out())
                          .startsWith(id + "\n")
                          .contains("WHY IT BREAKS")
                          .contains("    apiVersion: ")
                          .doesNotContain("```");
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "413", "502", "503", "504", "30x", "301", "308"})
  void statusCodesAreExplained(String status) {
    Run run = hoplint.run("explain", status);

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("WHO SAYS IT").contains("RULES THAT COVER IT");
  }

  @Test
  void aStatusSaysWhoAnswersAndWhichRulesCoverIt() {
    assertThat(hoplint.run("explain", "503").out())
        .contains(
            "- ingress-nginx: the Service is missing, the Service lacks the port, no pod is"
                + " ready\n")
        .contains("- target-port-name-missing: ");
  }

  @Test
  void whatIsNotKnownIsNotExplained() {
    Run run = hoplint.run("explain", "prestop-mising");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean \"prestop-missing\"?");
    assertThat(hoplint.run("explain", "418").code()).isEqualTo(2);
    assertThat(hoplint.run("explain").code()).isEqualTo(2);
    assertThat(hoplint.run("explain", "502", "503").err())
        .startsWith("hoplint: unexpected argument \"503\"\n");
  }

  @Test
  void rulesAreListed() {
    List<String> ids = BuiltInRules.all().stream().map(Rule::meta).map(meta -> meta.id()).toList();

    assertThat(hoplint.run("rules").out()).contains(ids);
    assertThat(hoplint.run("rules", "--format", "markdown").out())
        .contains(ids.stream().map(id -> "| [" + id + "](" + id + ".md) |").toList());
    assertThat(hoplint.run("rules", "--format", "json").out())
        .contains(ids.stream().map(id -> "\"id\": \"" + id + "\"").toList());
    assertThat(hoplint.run("rules", "--format", "xml").code()).isEqualTo(2);
  }
}
