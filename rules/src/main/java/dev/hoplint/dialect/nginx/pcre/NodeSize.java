package dev.hoplint.dialect.nginx.pcre;

/// How large the program of a pattern is, repetitions written out.
final class NodeSize {
  /// RE2/J itself takes no count above 1,000.
  static final long LARGEST = 1_000;

  private NodeSize() {}

  static long of(Node node) {
    return switch (node) {
      case Node.Bytes _, Node.Assertion _ -> 1;
      case Node.Sequence(var items) -> sum(items);
      case Node.Choice(var options) -> sum(options) + options.size();
      case Node.Group(Node body, int _) -> of(body) + 2;
      case Node.Repeat(Node body, int min, int max, boolean _) ->
          Math.min(8 * LARGEST, of(body) * Math.max(1, Math.max(min, max))) + 1;
    };
  }

  private static long sum(Iterable<Node> nodes) {
    long sum = 0;
    for (Node node : nodes) {
      sum += of(node);
    }
    return Math.min(8 * LARGEST, sum);
  }
}
