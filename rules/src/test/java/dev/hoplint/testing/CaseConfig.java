package dev.hoplint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.config.ConfigReader;
import dev.hoplint.config.Vocabulary;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.text.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;

/// The configuration of a case folder, strict unless it says otherwise.
public final class CaseConfig {
  private CaseConfig() {}

  public static Config of(Path folder) {
    Path file = folder.resolve(".hoplint.yaml");
    if (!Files.exists(file)) {
      return Lint.strict();
    }
    String text = TestData.read(file);
    Config config = ConfigReader.read(SourceText.of(".hoplint.yaml", text), vocabulary());
    assertThat(config.problems()).as(file.toString()).isEmpty();
    return text.contains("extends:") ? config : config.withPreset("strict");
  }

  /// The names that a configuration may use.
  public static Vocabulary vocabulary() {
    return new Vocabulary(
        BuiltInRules.all().stream().map(rule -> rule.meta().id()).toList(),
        Dialects.all().stream().map(Dialect::id).toList());
  }
}
