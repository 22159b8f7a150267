package dev.hoplint.intake;

import dev.hoplint.yaml.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The input, sorted out.
///
/// @param manifests the objects to lint, in the order of files and texts
/// @param broken documents that could not be read
/// @param sets the applied sets; a manifest names its set by index
/// @param counts how many documents play each role
/// @param files how many files were read
public record Intake(
    List<ManifestDocument> manifests,
    List<Document> broken,
    List<AppliedSet> sets,
    Map<DocumentRole, Integer> counts,
    int files) {
  public Intake {
    manifests = List.copyOf(manifests);
    broken = List.copyOf(broken);
    sets = List.copyOf(sets);
    counts = Map.copyOf(counts);
  }

  /// The same intake, where anything may stand in texts that were not read: every set is open.
  ///
  /// @param reason why, for the summary
  public Intake withUnread(String reason) {
    Opening anything = new Opening(reason, Set.of(), Optional.empty(), Optional.empty());
    List<AppliedSet> open = sets.stream().map(set -> set.openedBy(anything)).toList();
    return new Intake(manifests, broken, open, counts, files);
  }
}
