package dev.hoplint.intake;

import dev.hoplint.text.Span;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.ReadProblem;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Says what each document of a file is, as far as the file alone and its place in a chart tell.
final class DocumentSorter {
  private final Set<String> charts;

  /// @param charts folders that hold a `Chart.yaml`
  DocumentSorter(Set<String> charts) {
    this.charts = charts;
  }

  SortedFile sort(InputFile file) {
    Optional<DocumentRole> whole =
        roleOfFile(file)
            .or(
                () ->
                    file.documents().isEmpty()
                        ? Optional.of(DocumentRole.OTHER)
                        : Optional.empty());
    List<SortedDocument> sorted = new ArrayList<>();
    if (whole.isPresent()) {
      sorted.add(plain(firstOf(file), whole.get()));
    } else {
      for (Document document : file.documents()) {
        sort(file, document, sorted);
      }
    }
    return SortedFile.of(file, sorted);
  }

  private static Document firstOf(InputFile file) {
    return file.documents().isEmpty()
        ? new Document(
            file.source(),
            0,
            new Span(0, file.source().length()),
            Optional.empty(),
            Optional.empty(),
            List.of())
        : file.documents().getFirst();
  }

  private Optional<DocumentRole> roleOfFile(InputFile file) {
    Optional<String> chart =
        charts.isEmpty() ? Optional.empty() : chartOf(FolderPath.normalise(file.folder()));
    String text = file.source().text();
    if (KnownTexts.isChartFile(file.fileName())) {
      return Optional.of(DocumentRole.CHART);
    }
    if (chart.isPresent()) {
      String below = FolderPath.below(FolderPath.normalise(file.path()), chart.get());
      if (below.startsWith("ci/")
          || (below.indexOf('/') < 0
              && (KnownTexts.isValues(file.fileName())
                  || file.fileName().equals("requirements.yaml")))) {
        return Optional.of(DocumentRole.CHART);
      }
      if (below.startsWith("templates/") && text.contains("{{")) {
        return Optional.of(DocumentRole.TEMPLATE);
      }
    }
    return isTemplate(file, text) ? Optional.of(DocumentRole.TEMPLATE) : Optional.empty();
  }

  private Optional<String> chartOf(String folder) {
    Optional<String> at = Optional.of(folder);
    while (at.isPresent() && !charts.contains(at.get())) {
      at = FolderPath.parent(at.get());
    }
    return at;
  }

  private static boolean isTemplate(InputFile file, String text) {
    boolean helm = text.contains("{{ .Values.") || text.contains("{{ include ");
    if (helm && ("/" + file.folder() + "/").contains("/templates/")) {
      return true;
    }
    return TemplateText.isYtt(text)
        || (file.documents().stream().anyMatch(DocumentSorter::hasSyntaxProblem)
            && TemplateText.controls(text))
        || (text.contains("{{") && file.documents().stream().anyMatch(TemplateText::in));
  }

  private static boolean hasSyntaxProblem(Document document) {
    return document.problem().filter(p -> p.kind() == ReadProblem.Kind.SYNTAX).isPresent();
  }

  private static void sort(InputFile file, Document document, List<SortedDocument> sorted) {
    if (document.problem().isPresent()) {
      boolean meant =
          file.path().equals(file.argument())
              || KnownTexts.isKustomizationName(file.fileName())
              || KnownTexts.looksLikeKubernetes(file.fileName(), file.source().text());
      sorted.add(plain(document, meant ? DocumentRole.BROKEN : DocumentRole.OTHER));
      return;
    }
    switch (document.root().map(Node::resolve).orElse(null)) {
      case null -> sorted.add(plain(document, DocumentRole.EMPTY));
      case Mapping mapping -> sort(file, document, mapping, FieldPath.ROOT, sorted);
      case Scalar scalar ->
          sorted.add(plain(document, scalar.isNull() ? DocumentRole.EMPTY : DocumentRole.OTHER));
      case Sequence sequence ->
          sorted.add(
              plain(document, isJsonPatch(sequence) ? DocumentRole.PATCH : DocumentRole.OTHER));
      case Alias _ -> throw new IllegalStateException("an alias resolves to a node");
    }
  }

  private static void sort(
      InputFile file,
      Document document,
      Mapping object,
      FieldPath path,
      List<SortedDocument> sorted) {
    if (isList(object)) {
      List<Node> items = Fields.items(object, "items");
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof Mapping item) {
          sort(file, document, item, path.child("items").item(i), sorted);
        }
      }
      if (items.isEmpty()) {
        sorted.add(plain(document, DocumentRole.EMPTY));
      }
      return;
    }
    sorted.add(new SortedDocument(document, Optional.of(object), path, roleOf(file, object, path)));
  }

  private static DocumentRole roleOf(InputFile file, Mapping object, FieldPath path) {
    String apiVersion = Fields.text(object, "apiVersion");
    String kind = Fields.text(object, "kind");
    boolean kustomize = KnownTexts.group(apiVersion).equals("kustomize.config.k8s.io");
    if (kustomize || (apiVersion.isEmpty() && KnownTexts.isKustomizationName(file.fileName()))) {
      return DocumentRole.KUSTOMIZATION;
    }
    if (KnownTexts.isToolFile(apiVersion, kind)) {
      return DocumentRole.OTHER;
    }
    if (!apiVersion.isEmpty() && !kind.isEmpty()) {
      return DocumentRole.MANIFEST;
    }
    return path.isRoot() && forgotItsType(object, apiVersion, kind)
        ? DocumentRole.MANIFEST
        : DocumentRole.OTHER;
  }

  /// An object that lost its `apiVersion` or its `kind` is a defect to report, not another format.
  private static boolean forgotItsType(Mapping object, String apiVersion, String kind) {
    boolean hasObjectFields =
        Fields.mapping(object, "metadata").isPresent()
            && Fields.mapping(object, "spec").isPresent();
    return hasObjectFields && (BuiltInKinds.isRouted(kind) || isKubernetesVersion(apiVersion));
  }

  private static boolean isKubernetesVersion(String apiVersion) {
    return !apiVersion.isEmpty() && BuiltInKinds.isBuiltInGroup(KnownTexts.group(apiVersion));
  }

  private static boolean isList(Mapping object) {
    String kind = Fields.text(object, "kind");
    return kind.endsWith("List")
        && !Fields.text(object, "apiVersion").isEmpty()
        && Fields.at(object, "items").orElse(null) instanceof Sequence;
  }

  private static boolean isJsonPatch(Sequence sequence) {
    return !sequence.items().isEmpty()
        && sequence.items().stream()
            .allMatch(
                item -> !Fields.text(item, "op").isEmpty() && Fields.at(item, "path").isPresent());
  }

  private static SortedDocument plain(Document document, DocumentRole role) {
    return new SortedDocument(document, Optional.empty(), FieldPath.ROOT, role);
  }
}
