package dev.hoplint.yaml;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.List;
import java.util.Optional;

/// One document of a source: a tree, nothing (only comments), or the reason why it cannot be read.
///
/// @param index 0-based, counting every document of the source
/// @param span from its first to its last character, separators excluded
/// @param root empty for documents without content and for those that cannot be read
/// @param problem present when the document could not be read; then there is no root
/// @param duplicateKeys repeated keys in any mapping of the document, in the order of the text
public record Document(
    SourceText source,
    int index,
    Span span,
    Optional<Node> root,
    Optional<ReadProblem> problem,
    List<DuplicateKey> duplicateKeys) {
  public Document {
    duplicateKeys = List.copyOf(duplicateKeys);
  }

  /// A key that its mapping writes again later or earlier.
  ///
  /// @param key the repeated key's text
  /// @param first the key's first place
  /// @param last the place that counts for kubectl: the last one
  public record DuplicateKey(String key, Span first, Span last, FieldPath mapping) {}
}
