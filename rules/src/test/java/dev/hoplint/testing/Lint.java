package dev.hoplint.testing;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.engine.LintResult;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.IntakeReader;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.Position;
import java.util.List;

/// Runs the real linter on inputs of a test.
public final class Lint {
  private Lint() {}

  /// Every rule, on one text as an explicit set.
  public static LintResult text(String yaml) {
    return inputs(List.of(TestData.input("input.yaml", "input.yaml", yaml)), strict());
  }

  public static LintResult inputs(List<InputFile> inputs, Config config) {
    RuleSelection selection = new RuleSelection(BuiltInRules.all(), config, List.of(), List.of());
    return new Linter(selection, 1).lint(IntakeReader.read(inputs));
  }

  public static Config strict() {
    return Config.DEFAULT.withPreset("strict");
  }

  /// One line for a finding, as assertions print it.
  public static String line(Finding finding) {
    String place =
        switch (finding.place()) {
          case Place.InText(var source, var span, var _) -> {
            Position position = source.position(span.start());
            yield source.name() + ":" + position.line() + ":" + position.column();
          }
          case Place.InObject(var object, var path) -> object + path.toString();
        };
    return place
        + ": "
        + finding.severity().word()
        + "["
        + finding.rule().id()
        + "] "
        + finding.certainty().word()
        + " "
        + finding.message();
  }
}
