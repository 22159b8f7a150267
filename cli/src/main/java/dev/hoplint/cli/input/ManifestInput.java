package dev.hoplint.cli.input;

import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.Intake;
import dev.hoplint.intake.IntakeReader;
import java.util.List;
import java.util.Optional;

/// What the arguments led to.
///
/// @param files texts with their documents, by path
/// @param problems inputs that could not be read, by path
/// @param brokenLinks links met in folders that lead nowhere
/// @param excluded files and folders that an exclude pattern kept out
/// @param unread a manifest beside the files that were named one by one, which was not
public record ManifestInput(
    List<InputFile> files,
    List<InputProblem> problems,
    int brokenLinks,
    int excluded,
    Optional<String> unread) {
  public ManifestInput {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
  }

  /// Sorts the files out. What named files lack may stand in their unread neighbours.
  public Intake intake() {
    Intake intake = IntakeReader.read(files);
    return unread.map(name -> intake.withUnread(name + " was not read")).orElse(intake);
  }
}
