package dev.hoplint.dialect.nginx.pcre;

import java.util.BitSet;

/// A node as a pattern of RE2/J. Both cases of letters are written out, so that no folding of the
/// engine's own takes part.
final class NodeText {
  private NodeText() {}

  static String of(Node root) {
    StringBuilder text = new StringBuilder();
    write(root, text);
    return text.toString();
  }

  private static void write(Node node, StringBuilder text) {
    switch (node) {
      case Node.Bytes(BitSet set, int _) -> set(set, text);
      case Node.Sequence(var items) -> items.forEach(item -> write(item, text));
      case Node.Choice(var options) -> {
        text.append("(?:");
        for (int i = 0; i < options.size(); i++) {
          text.append(i == 0 ? "" : "|");
          write(options.get(i), text);
        }
        text.append(')');
      }
      case Node.Group(Node body, int number) -> {
        text.append(number > 0 ? "(" : "(?:");
        write(body, text);
        text.append(')');
      }
      case Node.Repeat(Node body, int min, int max, boolean lazy) -> {
        text.append("(?:");
        write(body, text);
        text.append(')').append(count(min, max)).append(lazy ? "?" : "");
      }
      case Node.Assertion(Node.Kind kind) -> text.append(kind.text());
    }
  }

  private static String count(int min, int max) {
    if (max < 0) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == 0 && max == 1 ? "?" : "{" + min + "," + max + "}";
  }

  private static void set(BitSet set, StringBuilder text) {
    if (set.isEmpty()) {
      text.append("[^\\x00-\\x{10FFFF}]");
      return;
    }
    text.append('[');
    for (int low = set.nextSetBit(0); low >= 0; ) {
      int high = set.nextClearBit(low) - 1;
      text.append("\\x{").append(Integer.toHexString(low)).append('}');
      if (high > low) {
        text.append("-\\x{").append(Integer.toHexString(high)).append('}');
      }
      low = set.nextSetBit(high + 1);
    }
    text.append(']');
  }
}
