package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cli.input.ManifestInput;
import dev.hoplint.cli.input.ManifestSource;
import dev.hoplint.cli.report.Report;
import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Acceptance;
import dev.hoplint.engine.LintResult;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.DocumentRole;
import dev.hoplint.intake.Intake;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.schema.SchemaValidator;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  static int run(List<String> arguments, Shell shell) {
    Optional<LintOptions> options = LintArguments.parse(arguments, shell);
    return options.isEmpty() ? ExitCode.OK : new LintCommand(options.get(), shell).run();
  }

  private int run() {
    Configuration configuration = Configuration.load(options, shell);
    Config config = configuration.config();
    Acceptance acceptance =
        new Acceptance(
            LocalDate.now(shell.clock()),
            config.closedWorld() || configuration.isWithin(options.paths(), shell),
            configuration.baseline());
    prepareSchemas();
    Stats stats = new Stats(shell);
    Progress progress = Progress.of(shell, options.quiet());
    try {
      progress.says("reading");
      ManifestInput input = read(config);
      input.problems().forEach(one -> shell.say(one.path() + " " + one.message()));
      stats.ends("reading");
      progress.says("checking " + input.files().size() + " files");
      RuleSelection selection =
          new RuleSelection(BuiltInRules.all(), config, options.only(), options.skip());
      Intake intake = input.intake();
      stats.ends("sorting");
      LintResult result = new Linter(selection, options.jobs()).lint(intake, acceptance);
      stats.ends("checking");
      progress.end();
      write(report(result, input));
      stats.ends("reporting");
      if (options.stats()) {
        stats.print();
      }
      return exitCode(result, input);
    } finally {
      progress.end();
    }
  }

  /// Loads the schemas while the input is read. Should it fail, the first use fails and says why.
  private void prepareSchemas() {
    if (options.jobs() > 1) {
      Thread.ofPlatform()
          .daemon()
          .name("schemas")
          .uncaughtExceptionHandler((_, _) -> {})
          .start(SchemaValidator::prepare);
    }
  }

  private ManifestInput read(Config config) {
    List<String> exclude = new ArrayList<>(config.exclude());
    exclude.addAll(options.exclude());
    return ManifestSource.read(
        shell.directory(), shell.in(), options.paths(), exclude, options.jobs());
  }

  private Report report(LintResult result, ManifestInput input) {
    List<Finding> asked = result.findings().stream().filter(this::isAsked).toList();
    List<Finding> shown =
        asked.stream()
            .filter(finding -> finding.severity().compareTo(options.severity()) >= 0)
            .toList();
    return new Report(
        shown,
        asked.size() - shown.size(),
        result,
        input.problems().size(),
        input.brokenLinks(),
        shell.clock().millis() - start);
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

  private int exitCode(LintResult result, ManifestInput input) {
    if (!input.problems().isEmpty()) {
      return ExitCode.INPUT;
    }
    // A document that cannot be read may hold objects.
    boolean empty =
        result.objects() == 0 && result.roles().getOrDefault(DocumentRole.BROKEN, 0) == 0;
    if (empty && !options.allowEmpty()) {
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
