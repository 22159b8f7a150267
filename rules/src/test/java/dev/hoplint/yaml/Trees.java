package dev.hoplint.yaml;

import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/// What tests want to know of trees.
final class Trees {
  private Trees() {}

  static List<Document> read(String text) {
    return YamlReader.read(SourceText.of("test.yaml", text));
  }

  static Node root(String text) {
    Document document = read(text).getFirst();
    return document
        .root()
        .orElseThrow(() -> new AssertionError(document.problem() + " in\n" + text));
  }

  /// The value of a node without its places, aliases followed; scalars with type and text.
  static Object value(Node node) {
    return switch (node.resolve()) {
      case Scalar scalar -> scalar.type() + " " + scalar.value();
      case Sequence sequence -> sequence.items().stream().map(Trees::value).toList();
      case Mapping mapping ->
          mapping.entries().stream()
              .map(entry -> List.of(value(entry.key()), ":", value(entry.value())))
              .toList();
      case Alias alias -> value(alias.target());
    };
  }

  /// All nodes as they are written, parents first, aliases not followed.
  static List<Node> nodes(Node root) {
    List<Node> nodes = new ArrayList<>();
    collect(root, nodes);
    return nodes;
  }

  static List<Node> children(Node node) {
    return switch (node) {
      case Sequence sequence -> sequence.items();
      case Mapping mapping ->
          mapping.entries().stream()
              .<Node>mapMulti(
                  (entry, sink) -> {
                    sink.accept(entry.key());
                    sink.accept(entry.value());
                  })
              .toList();
      case Scalar _, Alias _ -> List.of();
    };
  }

  private static void collect(Node node, List<Node> nodes) {
    nodes.add(node);
    children(node).forEach(child -> collect(child, nodes));
  }

  /// One line for each document and each node: its place, what it is, what it holds.
  static String dump(SourceText source) {
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    for (Document document : YamlReader.read(source)) {
      lines.add("document " + place(source, document.span()));
      document
          .problem()
          .ifPresent(
              problem ->
                  lines.add(
                      "  %s %s %s"
                          .formatted(
                              place(source, problem.span()), problem.kind(), problem.message())));
      for (Document.DuplicateKey key : document.duplicateKeys()) {
        lines.add(
            "  twice: \"%s\" in \"%s\" at %s and %s"
                .formatted(
                    key.key(),
                    key.mapping(),
                    place(source, key.first()),
                    place(source, key.last())));
      }
      document.root().ifPresent(root -> dump(source, root, "  ", lines));
    }
    return lines.toString();
  }

  private static void dump(SourceText source, Node node, String indent, StringJoiner lines) {
    String what =
        switch (node) {
          case Scalar scalar ->
              "%s %s %s%s"
                  .formatted(
                      scalar.style(),
                      scalar.type(),
                      YamlEdits.quoted(scalar.value()),
                      scalar.tag().map(tag -> " " + tag).orElse(""));
          case Sequence _ -> "sequence";
          case Mapping _ -> "mapping";
          case Alias alias -> "alias of " + alias.anchor();
        };
    lines.add(indent + place(source, node.span()) + " " + what);
    children(node).forEach(child -> dump(source, child, indent + "  ", lines));
  }

  private static String place(SourceText source, Span span) {
    Position start = source.position(span.start());
    Position end = source.position(span.end());
    return "%d:%d-%d:%d".formatted(start.line(), start.column(), end.line(), end.column());
  }
}
