package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cli.input.ManifestInput;
import dev.hoplint.cli.input.ManifestSource;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Acceptance;
import dev.hoplint.engine.LintResult;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.DocumentRole;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.route.RouteGraph;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An input that has been read and linted, for commands that ask about its routes.
///
/// @param selection the rules that looked at it
/// @param unreadable how many inputs could not be read at all
record Examination(LintResult result, RouteGraph graph, RuleSelection selection, int unreadable) {

  /// Reads and lints what the options name. Files that cannot be read have been reported; empty
  /// where there is no Kubernetes object, which has been said, too.
  static Optional<Examination> of(LintOptions options, Shell shell) {
    Configuration configuration = Configuration.load(options, shell);
    Config config = configuration.config();
    List<String> exclude = new ArrayList<>(config.exclude());
    exclude.addAll(options.exclude());
    Progress progress = Progress.of(shell, options.quiet());
    try {
      progress.says("reading");
      ManifestInput input =
          ManifestSource.read(
              shell.directory(), shell.in(), options.paths(), exclude, options.jobs());
      input.problems().forEach(one -> shell.say(one.path() + " " + one.message()));
      progress.says("checking " + input.files().size() + " files");
      RuleSelection selection =
          new RuleSelection(BuiltInRules.all(), config, options.only(), options.skip());
      Acceptance acceptance =
          new Acceptance(
              LocalDate.now(shell.clock()),
              config.closedWorld() || configuration.isWithin(options.paths(), shell),
              configuration.baseline());
      Linter.Examined examined =
          new Linter(selection, options.jobs())
              .examine(IntakeReader.read(input.files()), acceptance);
      progress.end();
      LintResult result = examined.result();
      if (result.objects() == 0) {
        shell.say(nothing(result) + " in " + String.join(", ", options.paths()));
        return Optional.empty();
      }
      return Optional.of(
          new Examination(result, examined.graph(), selection, input.problems().size()));
    } finally {
      progress.end();
    }
  }

  private static String nothing(LintResult result) {
    return result.roles().getOrDefault(DocumentRole.BROKEN, 0) == 0
        ? "there is no Kubernetes object"
        : "there is no Kubernetes object that can be read";
  }

  /// The exit code of a command that did its work: inputs that could not be read come first.
  int exitCode(int code) {
    return unreadable > 0 ? ExitCode.INPUT : code;
  }
}
