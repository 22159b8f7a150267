package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cli.report.Report;
import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.config.Config;
import dev.hoplint.engine.LintResult;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.Intake;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `hoplint lint`: reads, checks, reports.
final class LintCommand {
  private final LintOptions options;
  private final Shell shell;
  private final long start;

  private LintCommand(LintOptions options, Shell shell) {
    this.options = options;
    this.shell = shell;
    this.start = shell.clock().millis();
  }

  static int run(List<String> arguments, Shell shell) throws IOException {
    Optional<LintOptions> options = LintArguments.parse(arguments, shell);
    return options.isEmpty() ? ExitCode.OK : new LintCommand(options.get(), shell).run();
  }

  private int run() throws IOException {
    Config config = Configuration.load(options, shell);
    Intake intake = IntakeReader.read(read());
    RuleSelection selection =
        new RuleSelection(BuiltInRules.all(), config, options.only(), options.skip());
    LintResult result = new Linter(selection, options.jobs()).lint(intake);
    write(report(result));
    return exitCode(result);
  }

  private List<InputFile> read() throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (String argument : options.paths()) {
      try (Stream<Path> found = Files.walk(shell.resolve(argument))) {
        for (Path path : found.filter(Files::isRegularFile).sorted().toList()) {
          SourceText source = SourceText.of(path.toString(), Files.readString(path));
          files.add(new InputFile(path.toString(), argument, source, YamlReader.read(source)));
        }
      }
    }
    return files;
  }

  private Report report(LintResult result) {
    List<Finding> asked = result.findings().stream().filter(this::isAsked).toList();
    List<Finding> shown =
        asked.stream()
            .filter(finding -> finding.severity().compareTo(options.severity()) >= 0)
            .toList();
    return new Report(shown, asked.size() - shown.size(), result, shell.clock().millis() - start);
  }

  /// Whether a finding can produce the status that alone is asked for.
  private boolean isAsked(Finding finding) {
    return options.symptom().isEmpty()
        || finding
            .symptom()
            .filter(symptom -> symptom.statuses().contains(options.symptom().get()))
            .isPresent();
  }

  private void write(Report report) {
    for (LintOptions.Destination to : options.destinations()) {
      boolean color = to.file().isEmpty() && Colors.wanted(options.color(), shell);
      ReportStyle style = new ReportStyle(color, options.verbose(), options.quiet());
      Output.Text text = out -> to.format().reporter(style).write(report, out);
      if (to.file().isEmpty()) {
        Output.print(shell, text);
      } else {
        Output.write(to.file().get(), shell.resolve(to.file().get()), text);
      }
    }
  }

  private int exitCode(LintResult result) {
    if (result.objects() == 0 && !options.allowEmpty()) {
      shell.say("there is no Kubernetes object in " + String.join(", ", options.paths()));
      return ExitCode.INPUT;
    }
    Optional<Severity> failOn = options.failOn();
    boolean fails =
        failOn.isPresent()
            && result.findings().stream()
                .anyMatch(one -> isAsked(one) && one.severity().compareTo(failOn.get()) >= 0);
    return fails ? ExitCode.FINDINGS : ExitCode.OK;
  }
}
