package dev.hoplint.intake;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what a kustomization does to objects: patches, replacements, replica counts, transformers
/// and annotations. What cannot be read may do everything.
final class LayerReader {
  private final Map<String, SortedFile> files;

  /// @param files the input by normalised path
  LayerReader(Map<String, SortedFile> files) {
    this.files = files;
  }

  List<Layer> read(Kustomization kustomization) {
    List<Layer> layers = new ArrayList<>();
    for (String key : List.of("patches", "patchesStrategicMerge", "patchesJson6902")) {
      for (Node item : Fields.items(kustomization.root(), key)) {
        addPatch(kustomization, item, layers);
      }
    }
    for (Node replica : Fields.items(kustomization.root(), "replicas")) {
      NamePattern name = NamePattern.exactly(Fields.text(replica, "name"));
      LayerTarget target = new LayerTarget(NamePattern.of(""), name, Map.of());
      layers.add(new Layer(target, "replicas of " + kustomization.path()));
    }
    addReplacements(kustomization, layers);
    if (!Fields.items(kustomization.root(), "transformers").isEmpty()) {
      layers.add(new Layer(LayerTarget.EVERYTHING, "transformers of " + kustomization.path()));
    }
    if (Fields.map(kustomization.root(), "commonAnnotations").keySet().stream()
        .anyMatch(key -> key.contains("ingress"))) {
      layers.add(
          new Layer(
              new LayerTarget(NamePattern.exactly("Ingress"), NamePattern.of(""), Map.of()),
              "commonAnnotations of " + kustomization.path()));
    }
    return layers;
  }

  private void addPatch(Kustomization kustomization, Node item, List<Layer> layers) {
    switch (item) {
      case Scalar scalar when Kustomization.isFile(scalar.value()) ->
          addFile(kustomization, scalar.value(), Optional.empty(), layers);
      case Scalar scalar -> addText(kustomization, scalar.value(), Optional.empty(), layers);
      case Mapping mapping -> {
        Optional<LayerTarget> target = Fields.mapping(mapping, "target").map(LayerTarget::of);
        String path = Fields.text(mapping, "path");
        if (path.isEmpty()) {
          addText(kustomization, Fields.text(mapping, "patch"), target, layers);
        } else {
          addFile(kustomization, path, target, layers);
        }
      }
      case Sequence _, Alias _ -> {}
    }
  }

  private void addFile(
      Kustomization kustomization, String path, Optional<LayerTarget> target, List<Layer> layers) {
    String reason = "patch \"" + path + "\" of " + kustomization.path();
    SortedFile file = files.get(FolderPath.resolve(kustomization.folder(), path));
    if (file == null || file.file().documents().isEmpty()) {
      layers.add(new Layer(target.orElse(LayerTarget.EVERYTHING), reason));
    } else {
      addDocuments(file.file().documents(), reason, target, layers);
    }
  }

  private static void addText(
      Kustomization kustomization, String text, Optional<LayerTarget> target, List<Layer> layers) {
    String reason = "patch in " + kustomization.path();
    addDocuments(
        YamlReader.read(SourceText.of(kustomization.path(), text)), reason, target, layers);
  }

  private static void addDocuments(
      List<Document> documents, String reason, Optional<LayerTarget> target, List<Layer> layers) {
    for (Document document : documents) {
      Node root = document.root().map(Node::resolve).orElse(null);
      if (root == null && document.problem().isEmpty()) {
        continue;
      }
      LayerTarget reached = target.orElseGet(() -> ownTarget(root));
      String kind = root == null ? "" : kindOf(reached, root);
      if (root == null || PatchEffect.matters(root, kind)) {
        layers.add(new Layer(reached, reason));
      }
    }
  }

  private static LayerTarget ownTarget(@Nullable Node patch) {
    return patch instanceof Mapping mapping && !Fields.text(mapping, "metadata", "name").isEmpty()
        ? LayerTarget.exactly(
            Fields.text(mapping, "kind"), Fields.text(mapping, "metadata", "name"))
        : LayerTarget.EVERYTHING;
  }

  /// The kind a patch changes: what the target names, else what the patch itself says.
  private static String kindOf(LayerTarget target, Node patch) {
    Optional<String> named = target.kind().single();
    return named.orElseGet(() -> patch instanceof Sequence ? "" : Fields.text(patch, "kind"));
  }

  private void addReplacements(Kustomization kustomization, List<Layer> layers) {
    String reason = "replacements of " + kustomization.path();
    for (Node item : Fields.items(kustomization.root(), "replacements")) {
      String path = Fields.text(item, "path");
      if (path.isEmpty()) {
        addReplacement(item, reason, layers);
        continue;
      }
      SortedFile file = files.get(FolderPath.resolve(kustomization.folder(), path));
      if (file == null) {
        layers.add(new Layer(LayerTarget.EVERYTHING, reason));
        continue;
      }
      for (Document document : file.file().documents()) {
        switch (document.root().map(Node::resolve).orElse(null)) {
          case Sequence sequence ->
              sequence.items().forEach(one -> addReplacement(one.resolve(), reason, layers));
          case Mapping mapping -> addReplacement(mapping, reason, layers);
          case Scalar _, Alias _ -> {}
          case null -> layers.add(new Layer(LayerTarget.EVERYTHING, reason));
        }
      }
    }
  }

  private static void addReplacement(Node replacement, String reason, List<Layer> layers) {
    for (Node target : Fields.items(replacement, "targets")) {
      layers.add(
          new Layer(
              Fields.mapping(target, "select").map(LayerTarget::of).orElse(LayerTarget.EVERYTHING),
              reason));
    }
  }
}
