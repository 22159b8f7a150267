package dev.hoplint.intake;

import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The folders of manifests in the input, to tell whether an Argo CD Application or a Flux
/// Kustomization deploys what is visible anyway.
final class SourcePaths {
  private final Set<String> endings = new HashSet<>();

  /// Notes a folder that holds manifests, and those around it. Their endings are noted as well,
  /// because a repository is often read from above or from below its root.
  void add(String folder) {
    Optional<String> at = Optional.of(folder);
    while (at.isPresent() && !at.get().equals(FolderPath.TOP) && addEndings(at.get())) {
      at = FolderPath.parent(at.get());
    }
  }

  private boolean addEndings(String folder) {
    boolean fresh = endings.add(folder);
    for (int slash = folder.indexOf('/'); slash >= 0; slash = folder.indexOf('/', slash + 1)) {
      endings.add(folder.substring(slash + 1));
    }
    return fresh;
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
        && paths.stream().map(FolderPath::normalise).allMatch(endings::contains);
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
