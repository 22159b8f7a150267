package dev.hoplint.cli;

import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.world.Names;
import java.util.List;
import java.util.Optional;

/// Where a command's one report goes, and in which format.
///
/// @param file empty for standard output
record ReportOutput(String format, Optional<String> file) {

  /// Reads `--format` and `--output`; the first of the known formats is the default.
  static ReportOutput of(Arguments.Parsed parsed, List<String> known, String hint) {
    String format = parsed.value("--format").orElse(known.getFirst());
    if (!known.contains(format)) {
      String meant =
          Names.nearest(format, known).map(near -> "did you mean " + near + "? ").orElse("");
      throw new WrongUsage(
          "unknown format \"" + format + "\"",
          meant + "the formats are: " + String.join(", ", known) + "; " + hint);
    }
    return new ReportOutput(format, parsed.value("--output"));
  }

  ReportStyle style(LintOptions options, Shell shell) {
    boolean color = file.isEmpty() && Colors.wanted(options.color(), shell);
    return new ReportStyle(color, options.verbose(), false);
  }

  void write(Shell shell, Output.Text text) {
    if (file.isEmpty()) {
      Output.print(shell, text);
    } else {
      Output.write(file.get(), shell.resolve(file.get()), text);
    }
  }
}
