package dev.hoplint.intake;

import java.util.List;

/// A file with the roles of its documents.
///
/// @param location the normalised path
/// @param folder the normalised folder
record SortedFile(InputFile file, String location, String folder, List<SortedDocument> documents) {
  SortedFile {
    documents = List.copyOf(documents);
  }

  static SortedFile of(InputFile file, List<SortedDocument> documents) {
    String location = FolderPath.normalise(file.path());
    String folder = FolderPath.parent(location).orElse(FolderPath.TOP);
    return new SortedFile(file, location, folder, documents);
  }

  String path() {
    return file.path();
  }

  SortedFile with(List<SortedDocument> changed) {
    return new SortedFile(file, location, folder, changed);
  }

  boolean has(DocumentRole role) {
    return documents.stream().anyMatch(document -> document.role() == role);
  }

  List<SortedDocument> manifests() {
    return documents.stream().filter(SortedDocument::isManifest).toList();
  }

  /// The file with its objects taken for patches.
  SortedFile asPatch() {
    return with(
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
