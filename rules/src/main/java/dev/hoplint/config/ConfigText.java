package dev.hoplint.config;

import dev.hoplint.config.Config.ConfigProblem;
import dev.hoplint.text.NearestName;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.List;

/// A text of a configuration with its place.
public record ConfigText(String value, Span span, SourceText source, List<ConfigProblem> problems) {
  /// Notes what is wrong with it.
  public void refuse(String message) {
    problems.add(new ConfigProblem(source, span, message));
  }

  /// Refuses a name that is not among those that exist.
  ///
  /// @param what the sort of name: `rule`
  public void refuseUnknown(String what, List<String> names) {
    String meant =
        NearestName.of(value, names)
            .map(name -> ", did you mean \"" + name + "\"?")
            .orElseGet(() -> names.size() > 12 ? "" : " (known: " + String.join(", ", names) + ")");
    refuse("unknown " + what + " \"" + value + "\"" + meant);
  }
}
