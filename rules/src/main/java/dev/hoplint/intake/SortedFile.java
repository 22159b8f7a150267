package dev.hoplint.intake;

import java.util.List;

/// A file with the roles of its documents.
record SortedFile(InputFile file, List<SortedDocument> documents) {
  SortedFile {
    documents = List.copyOf(documents);
  }

  String path() {
    return file.path();
  }

  String folder() {
    return FolderPath.normalise(file.folder());
  }

  boolean has(DocumentRole role) {
    return documents.stream().anyMatch(document -> document.role() == role);
  }

  List<SortedDocument> manifests() {
    return documents.stream().filter(SortedDocument::isManifest).toList();
  }

  /// The file with its objects taken for patches.
  SortedFile asPatch() {
    return new SortedFile(
        file,
        documents.stream()
            .map(
                document ->
                    switch (document.role()) {
                      case MANIFEST, OTHER -> document.as(DocumentRole.PATCH);
                      case TEMPLATE, PATCH, KUSTOMIZATION, CHART, EMPTY, BROKEN -> document;
                    })
            .toList());
  }
}
