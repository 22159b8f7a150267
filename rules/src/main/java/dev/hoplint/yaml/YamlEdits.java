package dev.hoplint.yaml;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.TextEdit;
import java.util.ArrayList;
import java.util.List;

/// Edits of nodes that leave everything else as it is written: comments, indentation, line ends.
///
/// Nodes are handed over as the reader gave them, of this source; edits of one call do not overlap.
public final class YamlEdits {
  private final SourceText source;
  private final String text;

  private YamlEdits(SourceText source) {
    this.source = source;
    this.text = source.text();
  }

  /// Edits of a source.
  public static YamlEdits of(SourceText source) {
    return new YamlEdits(source);
  }

  /// Writes a scalar's value in double quotes, so that the decoder sees a string.
  public List<TextEdit> quote(Scalar scalar) {
    return put(scalar, quoted(scalar.value()));
  }

  /// Writes another value in a scalar's place: as it stands, or quoted when it would not be read as
  /// that string otherwise, or when the old one was quoted.
  public List<TextEdit> replace(Scalar scalar, String value) {
    return put(scalar, like(scalar.style(), value));
  }

  /// Writes a number, a boolean or another bare word in a node's place.
  public List<TextEdit> replaceBare(Node node, String word) {
    return put(node, word);
  }

  /// Renames an entry; its value and its comments stay. No edits for a key that is no scalar.
  public List<TextEdit> rename(Mapping.Entry entry, String name) {
    return entry.key() instanceof Scalar key ? replace(key, name) : List.of();
  }

  /// Deletes an entry of a mapping with the lines that hold nothing else, their trailing comments
  /// included; comment lines above stay. A mapping that loses its only entry becomes `{}`.
  public List<TextEdit> delete(Mapping mapping, Mapping.Entry entry) {
    List<Span> spans =
        wholeSpans(mapping, mapping.entries().stream().map(Mapping.Entry::span).toList());
    return delete(mapping, spans, mapping.entries().indexOf(entry), "{}");
  }

  /// Deletes an item of a sequence in the same way; without items it becomes `[]`.
  public List<TextEdit> delete(Sequence sequence, int index) {
    List<Span> spans = wholeSpans(sequence, sequence.items().stream().map(Node::span).toList());
    return delete(sequence, spans, index, "[]");
  }

  /// Adds an entry behind the last one: `key: value` on a line of its own with the indentation of
  /// the others, or behind a comma in a flow mapping.
  ///
  /// @param entry YAML of one line, or of several with the indentation they need below the first
  public List<TextEdit> append(Mapping mapping, String entry) {
    int end = mapping.span().end();
    if (isFlow(mapping)) {
      boolean empty = mapping.entries().isEmpty();
      int at = empty ? end - 1 : mapping.entries().getLast().span().end();
      return List.of(new TextEdit(Span.at(at), (empty ? "" : ", ") + entry));
    }
    int column = source.position(mapping.span().start()).column() - 1;
    String start = lineBreak() + " ".repeat(column);
    String lines = start + entry.replace("\n", start);
    return List.of(new TextEdit(Span.at(contentEnd(source.lines().lineOf(end))), lines));
  }

  /// A text in double quotes, escaped.
  public static String quoted(String value) {
    StringBuilder result = new StringBuilder(value.length() + 2).append('"');
    value
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> result.append(escaped(c));
              }
            });
    return result.append('"').toString();
  }

  private static String escaped(int c) {
    boolean plain = (c >= ' ' && c < 0x7F) || (c >= 0xA0 && c != 0xFEFF && !isBreakOrHalf(c));
    return plain ? Character.toString(c) : String.format("\\u%04X", c);
  }

  private static boolean isBreakOrHalf(int c) {
    return c == 0x2028 || c == 0x2029 || (c >= 0xD800 && c < 0xE000) || (c | 1) == 0xFFFF;
  }

  private List<TextEdit> put(Node node, String written) {
    int start = node.span().start();
    boolean tight = start > 0 && !Characters.isWhite(text.charAt(start - 1));
    String gap = node.span().isEmpty() && tight ? " " : "";
    return List.of(new TextEdit(node.span(), gap + written));
  }

  private List<TextEdit> delete(Node parent, List<Span> spans, int index, String empty) {
    if (index < 0) {
      return List.of();
    }
    if (spans.size() == 1) {
      String indent = !isFlow(parent) && isAlone(parent.span()) ? "  " : "";
      return List.of(new TextEdit(parent.span(), indent + empty));
    }
    Span span = spans.get(index);
    boolean flow = isFlow(parent);
    if (!flow && isAlone(span)) {
      return List.of(new TextEdit(lines(span), ""));
    }
    if (index == spans.size() - 1) {
      return List.of(new TextEdit(new Span(spans.get(index - 1).end(), span.end()), ""));
    }
    int next = spans.get(index + 1).start();
    int lineEnd = contentEnd(source.lines().lineOf(span.end()));
    boolean commentsBetween = !flow && !text.substring(Math.min(lineEnd, next), next).isBlank();
    return List.of(new TextEdit(new Span(span.start(), commentsBetween ? lineEnd : next), ""));
  }

  /// The spans of entries or items with what stands in front of them: an anchor, a tag, a `?`, the
  /// dash.
  private List<Span> wholeSpans(Node parent, List<Span> spans) {
    List<Span> whole = new ArrayList<>();
    int from = isFlow(parent) ? parent.span().start() + 1 : parent.span().start();
    for (Span span : spans) {
      whole.add(new Span(Math.min(contentFrom(from), span.start()), span.end()));
      from = span.end();
    }
    return whole;
  }

  private int contentFrom(int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        at = contentEnd(source.lines().lineOf(at));
      } else if (Characters.isWhite(c) || c == ',') {
        at++;
      } else {
        break;
      }
    }
    return at;
  }

  private boolean isFlow(Node collection) {
    Span span = collection.span();
    char first = span.isEmpty() ? ' ' : text.charAt(span.start());
    char last = span.isEmpty() ? ' ' : text.charAt(span.end() - 1);
    return switch (collection) {
      case Mapping _ -> first == '{' && last == '}';
      case Sequence _ -> first == '[' && last == ']';
      case Scalar _, Alias _ -> false;
    };
  }

  /// Whether the lines of a span hold nothing else than it and a comment.
  private boolean isAlone(Span span) {
    int start = source.lines().startOf(source.lines().lineOf(span.start()));
    return text.substring(start, span.start()).isBlank();
  }

  private Span lines(Span span) {
    int first = source.lines().startOf(source.lines().lineOf(span.start()));
    return new Span(first, source.lines().endOf(source.lines().lineOf(span.end())));
  }

  private int contentEnd(int line) {
    int end = source.lines().endOf(line);
    while (end > 0 && Characters.isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private String lineBreak() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private static boolean isOneLine(String value) {
    return value.codePoints().allMatch(c -> escaped(c).length() == Character.charCount(c));
  }

  private static String like(ScalarStyle style, String value) {
    return switch (style) {
      case SINGLE_QUOTED -> isOneLine(value) ? "'" + value.replace("'", "''") + "'" : quoted(value);
      case DOUBLE_QUOTED, LITERAL, FOLDED -> quoted(value);
      case PLAIN -> isSafePlain(value) ? value : quoted(value);
    };
  }

  private static boolean isSafePlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean word = Character.isLetterOrDigit(c) || "_./-".indexOf(c) >= 0;
      if (!word || (i == 0 && c == '-')) {
        return false;
      }
    }
    return ScalarTyping.typeOf(value) == ScalarType.STRING;
  }
}
