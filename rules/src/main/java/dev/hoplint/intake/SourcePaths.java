package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folders of manifests in the input, to tell whether an Argo CD Application or a Flux
/// Kustomization deploys what is visible anyway.
final class SourcePaths {
  private final List<SortedFile> files;
  private @Nullable Set<String> endings;

  SourcePaths(List<SortedFile> files) {
    this.files = files;
  }

  /// Whether everything that the object deploys lies in the input.
  boolean shows(SortedDocument object) {
    List<String> paths =
        switch (object.group() + "/" + object.kind()) {
          case "argoproj.io/Application" -> applicationPaths(object.object());
          case "kustomize.toolkit.fluxcd.io/Kustomization" ->
              List.of(Fields.text(object.object(), "spec", "path"));
          default -> List.of();
        };
    return !paths.isEmpty()
        && paths.stream().map(FolderPath::normalise).allMatch(endings()::contains);
  }

  /// The folders that hold manifests, and those around them, with all endings of their paths: a
  /// repository is often read from above or from below its root. A chart's folder shows nothing.
  private Set<String> endings() {
    Set<String> known = endings;
    if (known == null) {
      known = new HashSet<>();
      Set<String> charts = new HashSet<>();
      files.stream()
          .filter(file -> KnownTexts.isChartFile(file.file().fileName()))
          .forEach(file -> charts.add(file.folder()));
      Set<String> seen = new HashSet<>();
      for (SortedFile file : files) {
        boolean shows = file.has(DocumentRole.MANIFEST) || file.has(DocumentRole.KUSTOMIZATION);
        if (shows && !charts.contains(file.folder())) {
          addAround(file.folder(), seen, known);
        }
      }
      endings = known;
    }
    return known;
  }

  private static void addAround(String folder, Set<String> seen, Set<String> endings) {
    Optional<String> at = Optional.of(folder);
    while (at.isPresent() && !at.get().equals(FolderPath.TOP) && seen.add(at.get())) {
      String path = at.get();
      endings.add(path);
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        endings.add(path.substring(slash + 1));
      }
      at = FolderPath.parent(path);
    }
  }

  private static List<String> applicationPaths(Mapping application) {
    List<String> paths = new ArrayList<>();
    Fields.mapping(application, "spec", "source").ifPresent(source -> paths.add(path(source)));
    for (Node source : Fields.items(application, "spec", "sources")) {
      paths.add(path(source));
    }
    return paths;
  }

  private static String path(Node source) {
    return Fields.text(source, "chart").isEmpty() ? Fields.text(source, "path") : "";
  }
}
