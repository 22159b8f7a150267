package dev.hoplint.testing;

import dev.hoplint.intake.AppliedSet;
import dev.hoplint.intake.DocumentRole;
import dev.hoplint.intake.InputFile;
import dev.hoplint.intake.Intake;
import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All inputs as one set: what intake makes of a folder without traps.
final class SimpleIntake {
  private SimpleIntake() {}

  static Intake read(List<InputFile> inputs) {
    List<ManifestDocument> manifests = new ArrayList<>();
    List<Document> broken = new ArrayList<>();
    for (InputFile input : inputs) {
      for (Document document : input.documents()) {
        if (document.problem().isPresent()) {
          broken.add(document);
        }
        if (document.root().orElse(null) instanceof Mapping root && root.get("kind").isPresent()) {
          manifests.add(
              new ManifestDocument(
                  input.path(), document, root, FieldPath.ROOT, 0, Optional.empty(), Optional.empty()));
        }
      }
    }
    boolean explicit = inputs.size() == 1 && inputs.getFirst().argument().equals(inputs.getFirst().path());
    AppliedSet set =
        explicit
            ? AppliedSet.explicit("input")
            : new AppliedSet(0, ".", AppliedSet.Origin.INFERRED, Optional.empty(), List.of(), List.of(), List.of(), Set.of());
    return new Intake(
        manifests, broken, List.of(set), Map.of(DocumentRole.MANIFEST, manifests.size()), inputs.size());
  }
}
