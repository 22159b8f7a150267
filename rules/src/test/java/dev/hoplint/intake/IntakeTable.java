package dev.hoplint.intake;

import dev.hoplint.yaml.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What intake makes of an input, as lines to compare: one for each document, set and opening.
final class IntakeTable {
  private final IntakeReader.Settled settled;
  private final Intake intake;
  private final List<String> names = new ArrayList<>();

  private IntakeTable(List<InputFile> files) {
    settled = IntakeReader.settle(files);
    intake = IntakeReader.read(files);
    Map<String, Integer> seen = new HashMap<>();
    for (AppliedSet set : intake.sets()) {
      int count = seen.merge(set.name(), 1, Integer::sum);
      names.add("@" + set.name() + (count == 1 ? "" : "(" + count + ")"));
    }
  }

  static List<String> of(List<InputFile> files) {
    IntakeTable table = new IntakeTable(files);
    List<String> lines = new ArrayList<>();
    table.documents(lines);
    table.sets(lines);
    return lines;
  }

  private void documents(List<String> lines) {
    int next = 0;
    for (SortedFile file : settled.files()) {
      for (SortedDocument document : file.documents()) {
        String path = document.path().equals(FieldPath.ROOT) ? "" : document.path().toString();
        String line =
            file.path() + "#" + document.document().index() + path + " " + document.role().words();
        if (document.isManifest()) {
          line += manifest(intake.manifests().get(next++));
        }
        lines.add(line);
      }
    }
  }

  private String manifest(ManifestDocument manifest) {
    return " "
        + names.get(manifest.set())
        + manifest.namespace().map(name -> " namespace=" + name).orElse("")
        + manifest.patchedBy().map(reason -> " patched by " + reason).orElse("");
  }

  private void sets(List<String> lines) {
    Map<String, AppliedSet> sorted = new TreeMap<>();
    intake.sets().forEach(set -> sorted.put(names.get(set.id()), set));
    sorted.forEach(
        (name, set) -> {
          lines.add(name + " " + describe(set));
          set.openings().forEach(opening -> lines.add("  " + describe(opening)));
        });
    List<Opening> elsewhere =
        intake.sets().isEmpty() ? List.of() : intake.sets().getFirst().elsewhere();
    if (elsewhere.size() > Generators.EVERY_CLUSTER.size()) {
      lines.add("everywhere");
      elsewhere.stream()
          .filter(opening -> !Generators.EVERY_CLUSTER.contains(opening))
          .forEach(opening -> lines.add("  " + describe(opening)));
    }
  }

  private String describe(AppliedSet set) {
    String parents = String.join(",", set.parents().stream().map(names::get).toList());
    String labels = String.join(",", set.suppliedLabels().stream().sorted().toList());
    return set.origin().toString().toLowerCase(java.util.Locale.ROOT)
        + set.namespace().map(name -> " namespace=" + name).orElse("")
        + (parents.isEmpty() ? "" : " parents=" + parents)
        + (labels.isEmpty() ? "" : " labels=" + labels);
  }

  private static String describe(Opening opening) {
    String kinds =
        opening.kinds().isEmpty()
            ? "*"
            : opening.kinds().equals(BuiltInKinds.PODS)
                ? "pods"
                : String.join(",", opening.kinds().stream().sorted().toList());
    Optional<String> hint = opening.nameHint();
    return "open "
        + kinds
        + opening.namespace().map(name -> " in " + name).orElse("")
        + hint.map(name -> " name~" + name).orElse("")
        + ": "
        + opening.reason();
  }
}
