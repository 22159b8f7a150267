package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.hoplint.cli.CommandLineTester.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whole reports: as they were, valid, and the same every time.
class ReportTest {
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(read(RepositoryFiles.path("docs/report.schema.json")), InputFormat.JSON);

  private static final String RULES =
      "annotation-*,backend-*,prestop-missing,schema-violation,target-*,unused-*,workload-*,yaml-*";

  private static CommandLineTester in(String folder) {
    return new CommandLineTester(RepositoryFiles.path(folder));
  }

  @Test
  void textAsItWas() {
    Run run = in("testdata/reports/shop").run("lint", ".", "--rule", RULES);

    GoldenFile.check("testdata/reports/shop.txt", run.out());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void verboseTextAsItWas() {
    Run run =
        in("testdata/reports/shop").run("lint", "edge", "--verbose", "--no-config", "-n", "shop");

    GoldenFile.check("testdata/reports/edge.txt", run.out());
  }

  @Test
  void jsonAsItWas() {
    Run run = in("testdata/reports/shop").run("lint", ".", "--rule", RULES, "--format", "json");

    GoldenFile.check("testdata/reports/shop.json", run.out().replace(Version.HOPLINT, "VERSION"));
    assertThat(valid(run.out())).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyReportIsValidAndDoesNotDependOnThreads() throws IOException {
    try (Stream<Path> folders = Files.list(RepositoryFiles.path("testdata"))) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(
                      folder.getFileName().toString(), () -> sameAndValid(folder)));
    }
  }

  private static void sameAndValid(Path folder) {
    CommandLineTester hoplint = new CommandLineTester(folder);
    String[] first = {"lint", ".", "--format", "json", "--severity", "info", "--jobs", "1"};
    String[] second = {"lint", ".", "--format", "json", "--severity", "info", "--jobs", "8"};

    String one = hoplint.run(first).out();

    assertThat(valid(one)).isEmpty();
    assertThat(hoplint.run(first).out()).isEqualTo(one);
    assertThat(hoplint.run(second).out()).isEqualTo(one);
  }

  @Test
  void anEmptyReportIsValid() {
    Run run = in("testdata/reports").run("lint", "nothing.yaml", "--format", "json");

    assertThat(run.code()).isEqualTo(3);
    assertThat(valid(run.out())).isEmpty();
  }

  private static List<String> valid(String report) {
    return SCHEMA.validate(report, InputFormat.JSON).stream().map(Error::toString).toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
