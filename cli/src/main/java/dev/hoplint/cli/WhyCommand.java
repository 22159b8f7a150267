package dev.hoplint.cli;

import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.cli.report.WhyReport;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/// `hoplint why STATUS [PATH…]`: what can produce a status, hop by hop, and what was found fine.
final class WhyCommand {
  private static final String HINT = "\"hoplint why --help\" lists the options";

  private WhyCommand() {}

  static int run(List<String> arguments, Shell shell) {
    Arguments command =
        new Arguments(
                "why",
                "STATUS [PATH…]",
                "What in manifests can produce a status code, ordered from the client to the pod,",
                "and what was checked and found fine.")
            .operands("ARGUMENT", "a status (502, 503, 504, 413, 404, 30x), then files and folders")
            .value("FORMAT", "text (default) or json", "--format")
            .value("FILE", "where the report goes", "-o", "--output");
    Optional<Arguments.Parsed> parsed = LintArguments.addInput(command).parse(arguments, shell);
    return parsed.isEmpty() ? ExitCode.OK : run(parsed.get(), shell);
  }

  private static int run(Arguments.Parsed parsed, Shell shell) {
    ReportOutput output = ReportOutput.of(parsed, List.of("text", "json"), HINT);
    List<String> operands = parsed.operands();
    if (operands.isEmpty()) {
      throw new WrongUsage("why needs a status code", HINT);
    }
    String status = operands.getFirst().toLowerCase(Locale.ROOT);
    if (!status.matches("[345](xx|0x|[0-9][0-9])")) {
      throw new WrongUsage(
          "\"" + operands.getFirst() + "\" is no status code that something may fail with",
          "status codes: " + String.join(", ", StatusPage.topics()));
    }
    LintOptions options = LintArguments.input(parsed, operands.subList(1, operands.size()));
    Optional<Examination> examined = Examination.of(options, shell);
    if (examined.isEmpty()) {
      return ExitCode.INPUT;
    }
    WhyReport report = report(status, examined.get());
    ReportStyle style = output.style(options, shell);
    boolean json = output.format().equals("json");
    output.write(
        shell,
        out -> {
          if (json) {
            report.json(out);
          } else {
            report.text(style, out);
          }
        });
    return examined.get().exitCode(ExitCode.OK);
  }

  private static WhyReport report(String status, Examination examined) {
    IntPredicate asked = code -> matches(status, code);
    List<RuleMeta> rules =
        examined.selection().selected(Door.FILES).stream()
            .map(Rule::meta)
            .filter(meta -> meta.statuses().stream().anyMatch(asked::test))
            .toList();
    return WhyReport.of(status, StatusPage.title(status), rules, examined.result(), asked);
  }

  /// `503`, `30x`, `5xx`.
  private static boolean matches(String status, int code) {
    String text = Integer.toString(code);
    for (int i = 0; i < text.length(); i++) {
      if (status.charAt(i) != 'x' && status.charAt(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
