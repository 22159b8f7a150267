package dev.hoplint.intake;

import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import dev.hoplint.yaml.Mapping;
import java.util.Optional;

/// One Kubernetes object of the input: a document, or an item of a `List`.
///
/// @param file the file's path
/// @param root the object's own mapping
/// @param path where the object lies in its document: the root, or `.items[3]`
/// @param set id of the set it belongs to
/// @param patchedBy the layer that may change it in ways that matter for routing
/// @param namespace the namespace that a kustomization gives it, whatever the object writes
public record ManifestDocument(
    String file,
    Document document,
    Mapping root,
    FieldPath path,
    int set,
    Optional<String> patchedBy,
    Optional<String> namespace) {}
