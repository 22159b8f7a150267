package dev.hoplint.dialect.nginx.pcre;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/// Sets of bytes: classes of escapes and of POSIX names, in the C locale.
final class ByteSets {
  static final int SIZE = 256;

  private static final Map<String, String> POSIX =
      Map.ofEntries(
          Map.entry("alpha", "azAZ"),
          Map.entry("lower", "az"),
          Map.entry("upper", "AZ"),
          Map.entry("alnum", "azAZ09"),
          Map.entry("digit", "09"),
          Map.entry("xdigit", "afAF09"),
          Map.entry("word", "azAZ09__"),
          Map.entry("ascii", "\0\u007f"),
          Map.entry("blank", "  \t\t"),
          Map.entry("space", "  \t\r"),
          Map.entry("cntrl", "\0\u001f\u007f\u007f"),
          Map.entry("graph", "!~"),
          Map.entry("print", " ~"),
          Map.entry("punct", "!/:@[`{~"));

  private ByteSets() {}

  /// A set of ranges, each as its two ends.
  static BitSet ranges(String ends) {
    BitSet set = new BitSet(SIZE);
    for (int i = 0; i < ends.length(); i += 2) {
      set.set(ends.charAt(i), ends.charAt(i + 1) + 1);
    }
    return set;
  }

  static BitSet complement(BitSet set) {
    BitSet other = (BitSet) set.clone();
    other.flip(0, SIZE);
    return other;
  }

  /// `[:name:]`; empty for unknown names.
  static Optional<BitSet> posix(String name) {
    return Optional.ofNullable(POSIX.get(name)).map(ByteSets::ranges);
  }

  /// `\d \w \s \h \v \N` and their opposites; empty for other letters.
  static Optional<BitSet> escape(char letter) {
    return switch (letter) {
      case 'd' -> Optional.of(ranges("09"));
      case 'w' -> Optional.of(ranges("azAZ09__"));
      case 's' -> Optional.of(ranges("  \t\r"));
      case 'h' -> Optional.of(ranges("  \t\t\u00a0\u00a0"));
      case 'v' -> Optional.of(ranges("\n\r\u0085\u0085"));
      case 'D', 'W', 'S', 'H', 'V' ->
          escape(Character.toLowerCase(letter)).map(ByteSets::complement);
      case 'N' -> Optional.of(complement(ranges("\n\n")));
      default -> Optional.empty();
    };
  }

  /// The set with the other case of each ASCII letter.
  static BitSet folded(BitSet set) {
    BitSet both = (BitSet) set.clone();
    for (int i = 'a'; i <= 'z'; i++) {
      if (set.get(i) || set.get(i - 32)) {
        both.set(i);
        both.set(i - 32);
      }
    }
    return both;
  }

  static BitSet one(int value) {
    BitSet set = new BitSet(SIZE);
    set.set(value);
    return folded(set);
  }
}
