package dev.hoplint.intake;

import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;

/// A hash of what an object says: comments, styles and the order of keys do not count.
final class ContentHash {
  private ContentHash() {}

  static long of(Node node) {
    return switch (node.resolve()) {
      case Mapping mapping -> {
        long sum = 17;
        for (Mapping.Entry entry : mapping.effectiveEntries()) {
          sum += mix(of(entry.key()) * 31 + of(entry.value()));
        }
        yield mix(sum);
      }
      case Sequence sequence -> {
        long hash = 19;
        for (Node item : sequence.items()) {
          hash = mix(hash * 31 + of(item));
        }
        yield hash;
      }
      case Scalar scalar -> textHash(scalar.value()) * 31 + textHash(scalar.type().name());
      case Alias _ -> throw new IllegalStateException("an alias resolves to a node");
    };
  }

  private static long textHash(String text) {
    long hash = 1125899906842597L;
    for (int i = 0; i < text.length(); i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return mix(hash);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
