package dev.hoplint.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Known names that a misspelt one may stand for.
final class NearNames {
  private static final int LONGEST = 64;

  private NearNames() {}

  /// The names that differ only in case, `-` and `_`; else those within two edits, nearest first.
  static List<String> of(String name, Set<String> known) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    String plain = plain(name);
    List<String> same = known.stream().filter(other -> plain(other).equals(plain)).toList();
    if (!same.isEmpty()) {
      return same;
    }
    int most = name.length() < 4 ? 1 : 2;
    List<String> near = new ArrayList<>();
    for (int distance = 1; distance <= most && near.isEmpty(); distance++) {
      for (String other : known) {
        if (distance(name, other) == distance) {
          near.add(other);
        }
      }
    }
    return near;
  }

  private static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /// Insertions, deletions, substitutions and swaps of neighbours.
  private static int distance(String left, String right) {
    if (Math.abs(left.length() - right.length()) > 2) {
      return 3;
    }
    int[] before = new int[right.length() + 1];
    int[] last = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int cost = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        boolean swapped =
            i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return last[right.length()];
  }
}
