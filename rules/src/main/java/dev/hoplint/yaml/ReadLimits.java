package dev.hoplint.yaml;

/// Limits against hostile input. Each is far above what real repositories hold (measured: one file
/// of 4 MB, 97 documents in a file).
///
/// @param maxLength longest source, in UTF-16 units
/// @param maxDepth deepest nesting of collections, aliases followed; readers of trees may recurse
/// @param maxNodes most nodes of one document after its aliases are followed; a source that reaches
///   it with the documents before is not read further
/// @param maxDocuments most documents of one source
public record ReadLimits(int maxLength, int maxDepth, int maxNodes, int maxDocuments) {
  public static final ReadLimits DEFAULT = new ReadLimits(32 << 20, 200, 2_000_000, 20_000);
}
