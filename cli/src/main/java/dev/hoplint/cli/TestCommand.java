package dev.hoplint.cli;

import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.cli.report.RouteTest;
import dev.hoplint.cli.report.RouteTestReport;
import dev.hoplint.engine.Predictor;
import dev.hoplint.text.SourceText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `hoplint test ROUTES.yaml [PATH…]`: requests with what must come of them, unit tests for routes.
final class TestCommand {
  private static final String HINT = "\"hoplint test --help\" lists the options";
  private static final long LARGEST = 4L << 20;

  private TestCommand() {}

  static int run(List<String> arguments, Shell shell) {
    Arguments command =
        new Arguments(
                "test",
                "ROUTES.yaml [PATH…]",
                "Predicts what the requests of a file get in manifests, and compares.")
            .operands(
                "ARGUMENT",
                "the file of requests (\"-\" is standard input), then files and folders")
            .value("FORMAT", "text (default), json or junit", "--format")
            .value("FILE", "where the report goes", "-o", "--output");
    Optional<Arguments.Parsed> parsed = LintArguments.addInput(command).parse(arguments, shell);
    return parsed.isEmpty() ? ExitCode.OK : run(parsed.get(), shell);
  }

  private static int run(Arguments.Parsed parsed, Shell shell) {
    ReportOutput output = ReportOutput.of(parsed, List.of("text", "json", "junit"), HINT);
    List<String> operands = parsed.operands();
    if (operands.isEmpty()) {
      throw new WrongUsage("test needs a file of requests", HINT);
    }
    String name = operands.getFirst();
    RouteTestFile.Read file = RouteTestFile.read(SourceText.of(name, text(name, shell)));
    if (!file.problems().isEmpty()) {
      file.problems().forEach(shell.err()::println);
      throw new WrongUsage("the file of requests " + name + " cannot be used", "");
    }
    LintOptions options = LintArguments.input(parsed, operands.subList(1, operands.size()));
    Optional<Examination> examined = Examination.of(options, shell);
    if (examined.isEmpty()) {
      return ExitCode.INPUT;
    }
    Predictor predictor = new Predictor(examined.get().graph(), examined.get().result());
    RouteTestReport report =
        new RouteTestReport(
            name,
            file.tests().stream()
                .map(test -> test.compare(predictor.predict(test.request())))
                .toList());
    ReportStyle style = output.style(options, shell);
    output.write(
        shell,
        out -> {
          switch (output.format()) {
            case "json" -> report.json(out);
            case "junit" -> report.junit(out);
            default -> report.text(style, out);
          }
        });
    return examined.get().exitCode(code(report));
  }

  private static int code(RouteTestReport report) {
    if (report.count(RouteTest.Verdict.FAILED) > 0) {
      return ExitCode.FINDINGS;
    }
    return report.count(RouteTest.Verdict.UNKNOWN) > 0 ? ExitCode.UNKNOWN : ExitCode.OK;
  }

  private static String text(String name, Shell shell) {
    try {
      if (name.equals("-")) {
        return new String(shell.in().readAllBytes(), StandardCharsets.UTF_8);
      }
      Path file = shell.resolve(name);
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        throw new WrongUsage("the file of requests " + name + " is larger than 4 MiB", "");
      }
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw new WrongUsage("the file of requests " + name + " is not UTF-8 text", "");
    } catch (IOException e) {
      throw new WrongUsage(
          "cannot read the file of requests " + name + ": " + Output.reason(e), HINT);
    }
  }
}
