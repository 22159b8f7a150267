package dev.hoplint.cli;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.cli.report.RuleCatalogue;
import java.util.List;
import java.util.Optional;

/// `hoplint rules`: the catalogue.
final class RulesCommand {
  private RulesCommand() {}

  static int run(List<String> arguments, Shell shell) {
    Optional<Arguments.Parsed> parsed =
        new Arguments("rules", "", "Lists all rules.")
            .value("FORMAT", "text (default), json or markdown", "--format")
            .parse(arguments, shell);
    if (parsed.isEmpty()) {
      return ExitCode.OK;
    }
    RuleCatalogue catalogue = new RuleCatalogue(BuiltInRules.all());
    String format = parsed.get().value("--format").orElse("text");
    switch (format) {
      case "text" -> Output.print(shell, catalogue::text);
      case "json" -> Output.print(shell, catalogue::json);
      case "markdown" -> Output.print(shell, catalogue::markdown);
      default ->
          throw new WrongUsage(
              "unknown format \"" + format + "\"", "the formats are: text, json, markdown");
    }
    return ExitCode.OK;
  }
}
