package dev.hoplint.cli;

import java.util.Optional;

/// Whether a report on standard output is coloured.
final class Colors {
  private Colors() {}

  /// The value of `--color`; empty for auto.
  static Optional<Boolean> option(String word) {
    return switch (word) {
      case "auto" -> Optional.empty();
      case "always" -> Optional.of(true);
      case "never" -> Optional.of(false);
      default -> throw new WrongUsage("--color is auto, always or never, not \"" + word + "\"", "");
    };
  }

  /// The option first, then `NO_COLOR` (no-color.org), then whether somebody looks: a terminal that
  /// knows colours, and no build server.
  static boolean wanted(Optional<Boolean> option, Shell shell) {
    return option.orElseGet(
        () ->
            shell.outputTerminal()
                && shell.variable("NO_COLOR").isEmpty()
                && shell.variable("CI").isEmpty()
                && !shell.variable("TERM").orElse("dumb").equals("dumb"));
  }
}
