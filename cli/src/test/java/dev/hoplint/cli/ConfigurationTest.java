package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cli.CommandLineTester.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The configuration file, the baseline and suppressions, as a user meets them.
class ConfigurationTest {
  @TempDir private Path directory;
  private CommandLineTester hoplint;

  @BeforeEach
  void brokenApplication() {
    hoplint = new CommandLineTester(directory);
    hoplint.file("app.yaml", Manifests.BROKEN);
  }

  @Test
  void theFileIsFoundUpwards() {
    hoplint.file(".hoplint.yaml", "rules: {target-port-name-missing: off}\n");
    hoplint.file("deep/down/app.yaml", Manifests.BROKEN);
    CommandLineTester below = new CommandLineTester(directory.resolve("deep/down"));

    assertThat(hoplint.run("lint", "app.yaml").code()).isZero();
    assertThat(below.run("lint", "app.yaml").code()).isZero();
    assertThat(below.run("lint", "app.yaml", "--no-config").code()).isEqualTo(1);
  }

  @Test
  void anotherFileCanBeNamed() {
    hoplint.file("other.yaml", "rules: {target-port-name-missing: warning}\n");

    Run run = hoplint.run("lint", "app.yaml", "--config", "other.yaml");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("warning[target-port-name-missing]");
  }

  @Test
  void problemsHaveTheirPlace() {
    hoplint.file(".hoplint.yaml", "extends: stict\nrulez: {}\n");

    Run run = hoplint.run("lint", "app.yaml");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            .hoplint.yaml:2:1: unknown key "rulez", did you mean "rules"?
            .hoplint.yaml:1:10: unknown value of "extends": "stict", did you mean "strict"?
            hoplint: the configuration .hoplint.yaml cannot be used
            """);
    CommandLineTester below = new CommandLineTester(directory.resolve("deep"));
    below.file("app.yaml", Manifests.BROKEN);
    assertThat(below.run("lint").err()).startsWith("../.hoplint.yaml:2:1: ");
  }

  @Test
  void pathsCanBeExcluded() {
    hoplint.file(".hoplint.yaml", "exclude: [\"app.yaml\"]\n");

    assertThat(hoplint.run("lint", ".").code()).isEqualTo(3);
  }

  @Test
  void anEntrySuppressesUntilItsDay() {
    String entry =
        "suppress: [{rule: target-*, object: Service/shop/web, reason: known, until: %s}]\n";

    hoplint.file(".hoplint.yaml", entry.formatted("2026-11-21"));
    Run today = hoplint.run("lint", ".");
    assertThat(today.code()).isZero();
    assertThat(today.out()).contains("1 suppressed");

    hoplint.file(".hoplint.yaml", entry.formatted("2026-11-20"));
    Run late = hoplint.run("lint", ".");
    assertThat(late.code()).isEqualTo(1);
    assertThat(late.out())
        .contains(".hoplint.yaml:1:12: warning[unused-suppression]\n")
        .contains("The entry that allows \"target-*\" expired on 2026-11-20");
  }

  @Test
  void anEntryThatMatchesNothingIsReportedForAWholeProjectOnly() {
    hoplint.file(
        ".hoplint.yaml", "suppress: [{rule: target-*, object: Service/a/b, reason: old}]\n");

    assertThat(hoplint.run("lint", ".").out()).contains("unused-suppression");
    assertThat(hoplint.run("lint", "app.yaml").out()).doesNotContain("unused-suppression");
    assertThat(hoplint.run("lint", ".", "--skip", "target-*").out())
        .doesNotContain("unused-suppression");
  }

  @Test
  void aCommentInAPartOfAProjectIsNotCalledUnused() {
    String comment = "# hoplint: allow prestop-missing -- stops by itself\n";
    hoplint.file("part/app.yaml", comment + Manifests.HEALTHY);
    hoplint.file(".hoplint.yaml", "");

    assertThat(hoplint.run("lint", "part").out()).doesNotContain("unused-suppression");
  }

  @Test
  void aBaselineLeavesOnlyWhatIsNew() {
    hoplint.run("lint", "app.yaml", "--format", "json", "-o", "base.json", "--severity", "info");
    assertThat(hoplint.run("lint", "app.yaml", "--baseline", "base.json").code()).isZero();

    String more = Manifests.BROKEN.substring(0, Manifests.BROKEN.indexOf("---"));
    hoplint.file(
        "app.yaml",
        "# moved\n\n" + Manifests.BROKEN + "---\n" + more.replace("name: web", "name: api"));

    Run run = hoplint.run("lint", "app.yaml", "--baseline", "base.json");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("Service \"api\"").doesNotContain("Service \"web\" sends");
  }
}
