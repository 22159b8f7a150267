package dev.hoplint.cli.input;

import dev.hoplint.intake.InputFile;
import java.util.List;

/// What the arguments led to.
///
/// @param files texts with their documents, by path
/// @param problems inputs that could not be read, by path
/// @param brokenLinks links met in folders that lead nowhere
/// @param excluded files and folders that an exclude pattern kept out
public record ManifestInput(
    List<InputFile> files, List<InputProblem> problems, int brokenLinks, int excluded) {
  public ManifestInput {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }
}
