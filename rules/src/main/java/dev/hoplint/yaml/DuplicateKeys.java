package dev.hoplint.yaml;

import dev.hoplint.yaml.Document.DuplicateKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the repeated keys of a document; keys are equal when the decoder makes them equal (`80`
/// and `"80"`, `yes` and `true`).
final class DuplicateKeys {
  /// Up to this many entries, comparing each with each is cheaper than a table.
  private static final int FEW = 12;

  private final List<DuplicateKey> found = new ArrayList<>();

  /// The text that a key becomes, or an empty text for a key that is no scalar.
  static String text(Node key) {
    return key.resolve() instanceof Scalar scalar ? ScalarTyping.keyText(scalar) : "";
  }

  void find(List<Mapping.Entry> entries, FieldPath mapping) {
    if (entries.size() < 2 || (entries.size() <= FEW && !anyTwin(entries))) {
      return;
    }
    Map<String, Integer> firsts = HashMap.newHashMap(entries.size());
    Map<String, DuplicateKey> repeated = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      Mapping.Entry entry = entries.get(i);
      String key = comparable(entry);
      Integer first = key == null ? null : firsts.putIfAbsent(key, i);
      if (key != null && first != null) {
        repeated.put(
            key,
            new DuplicateKey(key, entries.get(first).key().span(), entry.key().span(), mapping));
      }
    }
    found.addAll(repeated.values());
  }

  List<DuplicateKey> inOrder() {
    found.sort(Comparator.comparing(DuplicateKey::first));
    return found;
  }

  private static boolean anyTwin(List<Mapping.Entry> entries) {
    for (int i = 1; i < entries.size(); i++) {
      String key = comparable(entries.get(i));
      for (int j = 0; key != null && j < i; j++) {
        if (key.equals(comparable(entries.get(j)))) {
          return true;
        }
      }
    }
    return false;
  }

  private static @Nullable String comparable(Mapping.Entry entry) {
    return entry.key().resolve() instanceof Scalar scalar && !entry.isMerge()
        ? ScalarTyping.keyText(scalar)
        : null;
  }
}
