package dev.hoplint.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Tells patches from objects: files that a kustomization's patch lists name, and partial objects
/// beside or below a kustomization that does not list them.
final class PatchFinder {
  private final Set<String> named = new HashSet<>();
  private final KustomizationGraph graph;

  PatchFinder(List<Kustomization> kustomizations, KustomizationGraph graph) {
    this.graph = graph;
    for (Kustomization kustomization : kustomizations) {
      for (String path : kustomization.patchFiles()) {
        named.add(FolderPath.resolve(kustomization.folder(), path));
      }
    }
  }

  /// The file with the roles that its kustomizations give it.
  SortedFile settle(SortedFile file) {
    String path = file.location();
    if (graph.isEmpty() || graph.lists(path)) {
      return file;
    }
    if (named.contains(path)) {
      return file.asPatch();
    }
    boolean partial = file.manifests().stream().anyMatch(PartialObjects::isPartial);
    return partial && isBesideKustomization(file) ? withoutPartial(file) : file;
  }

  private boolean isBesideKustomization(SortedFile file) {
    Optional<String> folder = Optional.of(file.folder());
    while (folder.isPresent() && graph.at(folder.get()).isEmpty()) {
      folder = FolderPath.parent(folder.get());
    }
    return folder.isPresent();
  }

  private static SortedFile withoutPartial(SortedFile file) {
    return file.with(
        file.documents().stream()
            .map(
                document ->
                    document.isManifest() && PartialObjects.isPartial(document)
                        ? document.as(DocumentRole.PATCH)
                        : document)
            .toList());
  }
}
