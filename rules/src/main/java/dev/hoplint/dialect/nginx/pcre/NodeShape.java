package dev.hoplint.dialect.nginx.pcre;

import java.util.List;

/// What can be read off a pattern: the literal text it starts with, and traits of its parts.
///
/// @param literalPrefix the bytes that every match starts with; empty where it is not anchored
/// @param isLiteral whether that is all it says
/// @param isAnchored whether every match starts at the start
record NodeShape(String literalPrefix, boolean isLiteral, boolean isAnchored) {
  static NodeShape of(Node root) {
    StringBuilder prefix = new StringBuilder();
    boolean whole = collect(root, prefix, new boolean[1]);
    boolean anchored = isAnchored(root);
    return new NodeShape(anchored ? prefix.toString() : "", anchored && whole, anchored);
  }

  private static boolean isAnchored(Node node) {
    return switch (node) {
      case Node.Assertion(Node.Kind kind) -> kind == Node.Kind.START;
      case Node.Sequence(List<Node> items) -> !items.isEmpty() && isAnchored(items.getFirst());
      case Node.Choice(List<Node> options) -> options.stream().allMatch(NodeShape::isAnchored);
      case Node.Group(Node body, int _) -> isAnchored(body);
      case Node.Bytes _, Node.Repeat _ -> false;
    };
  }

  /// Adds literal bytes; false where something else follows, so that nothing more may be added.
  ///
  /// @param started whether the anchor at the start has been passed
  private static boolean collect(Node node, StringBuilder prefix, boolean[] started) {
    return switch (node) {
      case Node.Bytes(var _, int written) -> {
        if (written >= 0) {
          prefix.append((char) written);
        }
        yield written >= 0;
      }
      case Node.Sequence(List<Node> items) -> {
        for (Node item : items) {
          if (!collect(item, prefix, started)) {
            yield false;
          }
        }
        yield true;
      }
      case Node.Group(Node body, int number) -> collect(body, prefix, started) && number == 0;
      case Node.Repeat(Node body, int min, int _, boolean _) -> {
        if (min > 0) {
          collect(body, prefix, started);
        }
        yield false;
      }
      case Node.Assertion(Node.Kind kind) -> {
        boolean first = kind == Node.Kind.START && !started[0] && prefix.isEmpty();
        started[0] = true;
        yield first;
      }
      case Node.Choice _ -> false;
    };
  }

  static boolean hasEnd(Node node) {
    return switch (node) {
      case Node.Assertion(Node.Kind kind) -> kind == Node.Kind.END;
      case Node.Bytes _ -> false;
      case Node.Sequence(List<Node> items) -> items.stream().anyMatch(NodeShape::hasEnd);
      case Node.Choice(List<Node> options) -> options.stream().anyMatch(NodeShape::hasEnd);
      case Node.Group(Node body, int _) -> hasEnd(body);
      case Node.Repeat(Node body, int _, int _, boolean _) -> hasEnd(body);
    };
  }

  static boolean hasExactCaptures(Node node) {
    return switch (node) {
      case Node.Assertion _, Node.Bytes _ -> true;
      case Node.Sequence(List<Node> items) -> items.stream().allMatch(NodeShape::hasExactCaptures);
      case Node.Choice(List<Node> options) ->
          options.stream().allMatch(NodeShape::hasExactCaptures);
      case Node.Group(Node body, int _) -> hasExactCaptures(body);
      case Node.Repeat(Node body, int _, int _, boolean _) ->
          !hasCapture(body) || (!matchesNothing(body) && hasExactCaptures(body));
    };
  }

  private static boolean hasCapture(Node node) {
    return switch (node) {
      case Node.Assertion _, Node.Bytes _ -> false;
      case Node.Sequence(List<Node> items) -> items.stream().anyMatch(NodeShape::hasCapture);
      case Node.Choice(List<Node> options) -> options.stream().anyMatch(NodeShape::hasCapture);
      case Node.Group(Node body, int number) -> number > 0 || hasCapture(body);
      case Node.Repeat(Node body, int _, int _, boolean _) -> hasCapture(body);
    };
  }

  /// Whether it can match an empty text.
  static boolean matchesNothing(Node node) {
    return switch (node) {
      case Node.Assertion _ -> true;
      case Node.Bytes _ -> false;
      case Node.Sequence(List<Node> items) -> items.stream().allMatch(NodeShape::matchesNothing);
      case Node.Choice(List<Node> options) -> options.stream().anyMatch(NodeShape::matchesNothing);
      case Node.Group(Node body, int _) -> matchesNothing(body);
      case Node.Repeat(Node body, int min, int _, boolean _) -> min == 0 || matchesNothing(body);
    };
  }
}
