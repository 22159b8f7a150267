package dev.hoplint.intake;

import dev.hoplint.yaml.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sorts texts out: which documents are manifests, which of them are deployed together, what may
/// change or supply objects without being seen.
///
/// Pure: works on the paths of the files as strings. The order of the files does not matter. Time
/// grows with the documents and the lengths of their paths, times a logarithm.
public final class IntakeReader {
  private IntakeReader() {}

  /// The files with their roles, and their sets.
  record Settled(List<SortedFile> files, SetPlan plan) {}

  /// Sorts the files of one input out.
  public static Intake read(List<InputFile> input) {
    Settled settled = settle(input);
    return intake(settled.files(), settled.plan());
  }

  static Settled settle(List<InputFile> input) {
    List<InputFile> files = new ArrayList<>(input);
    files.sort(Comparator.comparing(InputFile::path).thenComparing(InputFile::argument));
    List<SortedFile> sorted = sort(files);
    Map<String, SortedFile> byPath = byPath(sorted);
    List<Kustomization> kustomizations = kustomizations(sorted);
    KustomizationGraph graph = new KustomizationGraph(kustomizations, byPath);
    PatchFinder patches = new PatchFinder(kustomizations, graph);
    List<SortedFile> settled = sorted.stream().map(patches::settle).toList();
    boolean renamed = kustomizations.stream().anyMatch(Kustomization::renames);
    SetPlan plan = new SetPlan(settled, graph, new LayersAbove(new LayerReader(byPath), renamed));
    return new Settled(settled, plan);
  }

  private static List<SortedFile> sort(List<InputFile> files) {
    Set<String> charts = new HashSet<>();
    for (InputFile file : files) {
      if (KnownTexts.isChartFile(file.fileName())) {
        charts.add(FolderPath.normalise(file.folder()));
      }
    }
    DocumentSorter sorter = new DocumentSorter(charts);
    return files.stream().map(sorter::sort).toList();
  }

  private static Map<String, SortedFile> byPath(List<SortedFile> files) {
    Map<String, SortedFile> byPath = HashMap.newHashMap(files.size());
    for (SortedFile file : files) {
      byPath.putIfAbsent(file.location(), file);
    }
    return byPath;
  }

  private static List<Kustomization> kustomizations(List<SortedFile> files) {
    List<Kustomization> kustomizations = new ArrayList<>();
    for (SortedFile file : files) {
      if (KnownTexts.isKustomizationName(file.file().fileName())) {
        file.documents().stream()
            .filter(document -> document.role() == DocumentRole.KUSTOMIZATION)
            .findFirst()
            .ifPresent(
                document ->
                    kustomizations.add(
                        Kustomization.of(file.path(), file.folder(), document.object())));
      }
    }
    return kustomizations;
  }

  private static Intake intake(List<SortedFile> files, SetPlan plan) {
    List<ManifestDocument> manifests = new ArrayList<>();
    List<Document> broken = new ArrayList<>();
    Map<DocumentRole, Integer> counts = new EnumMap<>(DocumentRole.class);
    for (SortedFile file : files) {
      for (SortedDocument document : file.documents()) {
        counts.merge(document.role(), 1, Integer::sum);
        if (document.role() == DocumentRole.BROKEN) {
          broken.add(document.document());
        } else if (document.isManifest()) {
          manifests.add(manifest(file, document, plan));
        }
      }
    }
    return new Intake(manifests, broken, plan.sets(), counts, files.size());
  }

  private static ManifestDocument manifest(SortedFile file, SortedDocument document, SetPlan plan) {
    String namespace = plan.namespace(file);
    return new ManifestDocument(
        file.path(),
        document.document(),
        document.object(),
        document.path(),
        plan.set(file),
        plan.patchedBy(file, document),
        namespace.isEmpty() ? Optional.empty() : Optional.of(namespace));
  }
}
