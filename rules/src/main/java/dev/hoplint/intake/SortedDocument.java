package dev.hoplint.intake;

import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.Optional;

/// A document, or an item of a `List`, with the role it plays so far.
///
/// @param root the object's own mapping; present for manifests, patches and kustomizations
record SortedDocument(
    Document document, Optional<Mapping> root, FieldPath path, DocumentRole role) {

  SortedDocument as(DocumentRole other) {
    return new SortedDocument(document, root, path, other);
  }

  Mapping object() {
    return root.orElseThrow();
  }

  String apiVersion() {
    return root.map(object -> Fields.text(object, "apiVersion")).orElse("");
  }

  String group() {
    return KnownTexts.group(apiVersion());
  }

  String kind() {
    return root.map(object -> Fields.text(object, "kind")).orElse("");
  }

  String name() {
    return root.map(object -> Fields.text(object, "metadata", "name")).orElse("");
  }

  String namespace() {
    return root.map(object -> Fields.text(object, "metadata", "namespace")).orElse("");
  }

  boolean isManifest() {
    return role == DocumentRole.MANIFEST;
  }
}
