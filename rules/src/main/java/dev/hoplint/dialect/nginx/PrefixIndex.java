package dev.hoplint.dialect.nginx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/// Finds the keys that a text starts with, in time logarithmic in their number.
///
/// Every key that a text starts with is a prefix of the greatest key not above the text; so one
/// binary search and a walk over prefixes of prefixes finds all.
final class PrefixIndex<T> {
  private final String[] keys;
  private final List<T> values;
  private final int[] parents;

  PrefixIndex(Map<String, T> entries) {
    keys = entries.keySet().toArray(new String[0]);
    Arrays.sort(keys);
    values = new ArrayList<>(keys.length);
    parents = new int[keys.length];
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < keys.length; i++) {
      values.add(entries.get(keys[i]));
      while (!open.isEmpty() && !keys[i].startsWith(keys[open.peek()])) {
        open.pop();
      }
      parents[i] = open.isEmpty() ? -1 : open.peek();
      open.push(i);
    }
  }

  /// The values of all keys that the text starts with, the longest first.
  List<T> prefixesOf(String text) {
    int found = Arrays.binarySearch(keys, text);
    int at = found >= 0 ? found : -found - 2;
    if (at < 0) {
      return List.of();
    }
    int common = common(keys[at], text);
    List<T> prefixes = new ArrayList<>(4);
    for (; at >= 0; at = parents[at]) {
      if (keys[at].length() <= common) {
        prefixes.add(values.get(at));
      }
    }
    return prefixes;
  }

  private static int common(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return i;
      }
    }
    return length;
  }
}
