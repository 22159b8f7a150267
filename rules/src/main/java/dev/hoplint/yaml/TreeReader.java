package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Builds the tree of one document from the parser's events.
///
/// It recurses once per level, no deeper than [ReadLimits#maxDepth()]; the parser itself keeps its
/// own stack and does not recurse.
final class TreeReader {
  /// What an anchor stands for; no node while the node is still being read.
  private record Anchored(@Nullable Node node, long size, int height) {}

  private final ReadLimits limits;
  private final Places places;
  private final SyntaxProblems problems;
  private final ParserImpl events;
  private final DuplicateKeys duplicates = new DuplicateKeys();
  private @Nullable Map<String, Anchored> anchors;
  private long expanded;
  private int deepest;

  /// @param text the whole source
  /// @param piece the part of it that starts with the document
  TreeReader(String text, String piece, Offsets offsets, LoadSettings settings, ReadLimits limits) {
    this.limits = limits;
    this.places = new Places(text, offsets);
    this.problems = new SyntaxProblems(text, offsets);
    this.events = new ParserImpl(settings, new StreamReader(settings, piece));
  }

  /// The document's root; null when it has no content.
  ///
  /// @throws Unreadable when it is broken or over a limit
  @Nullable Node read() {
    Event event = next();
    while (event.getEventId() != Event.ID.DocumentStart) {
      if (event.getEventId() == Event.ID.StreamEnd) {
        return null;
      }
      event = next();
    }
    event = next();
    boolean nothing =
        event instanceof ScalarEvent scalar
            && scalar.isPlain()
            && scalar.getValue().isEmpty()
            && scalar.getTag().isEmpty()
            && scalar.getAnchor().isEmpty();
    Node root = nothing ? null : node(event, FieldPath.ROOT, 0, -1);
    while (next().getEventId() != Event.ID.StreamEnd) {
      // Whatever else stands in the piece makes the parser refuse it.
    }
    return root;
  }

  /// The number of nodes, aliases followed.
  long size() {
    return expanded;
  }

  List<Document.DuplicateKey> duplicateKeys() {
    return duplicates.inOrder();
  }

  private Event next() {
    try {
      return events.next();
    } catch (RuntimeException e) {
      throw problems.of(e);
    }
  }

  /// @param path the way to the node; made by the caller for collections only
  /// @param depth collections around the node
  /// @param behind where the key of a value ends, else -1
  private Node node(Event event, FieldPath path, int depth, int behind) {
    expanded++;
    checkSize(event);
    NodeEvent start = (NodeEvent) event;
    if (start instanceof AliasEvent alias) {
      return alias(alias, depth);
    }
    if (start.getAnchor().isEmpty()) {
      return unnamed(start, path, depth, behind);
    }
    String name = start.getAnchor().get().getValue();
    if (anchors == null) {
      anchors = new HashMap<>();
    }
    anchors.put(name, new Anchored(null, 0, 0));
    long before = expanded - 1;
    int deepestBefore = deepest;
    deepest = depth;
    Node node = unnamed(start, path, depth, behind);
    anchors.put(name, new Anchored(node, expanded - before, deepest - depth));
    deepest = Math.max(deepest, deepestBefore);
    return node;
  }

  private Node unnamed(NodeEvent start, FieldPath path, int depth, int behind) {
    if (start instanceof ScalarEvent scalar) {
      return scalar(scalar, behind);
    }
    enter(depth + 1, start);
    CollectionStartEvent collection = (CollectionStartEvent) start;
    return collection.getEventId() == Event.ID.MappingStart
        ? mapping(collection, path, depth + 1)
        : sequence(collection, path, depth + 1);
  }

  private Scalar scalar(ScalarEvent event, int behind) {
    String value = event.getValue();
    ScalarStyle style = styleOf(event);
    Optional<String> tag = event.getTag();
    boolean bare = tag.isEmpty() && event.getAnchor().isEmpty();
    ScalarType type = ScalarTyping.typeOf(value, style, tag);
    return new Scalar(places.scalar(event, style, bare, behind), value, style, type, tag);
  }

  private static ScalarStyle styleOf(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case DOUBLE_QUOTED -> ScalarStyle.DOUBLE_QUOTED;
      case SINGLE_QUOTED -> ScalarStyle.SINGLE_QUOTED;
      case LITERAL -> ScalarStyle.LITERAL;
      case FOLDED -> ScalarStyle.FOLDED;
      case PLAIN, JSON_SCALAR_STYLE -> ScalarStyle.PLAIN;
    };
  }

  private Mapping mapping(CollectionStartEvent event, FieldPath path, int depth) {
    int start = places.contentStart(event);
    List<Mapping.Entry> entries = new ArrayList<>();
    int end = start;
    Event next = next();
    while (next.getEventId() != Event.ID.MappingEnd) {
      Node key = node(next, path, depth, -1);
      next = next();
      FieldPath way =
          next instanceof CollectionStartEvent ? path.child(DuplicateKeys.text(key)) : path;
      Node value = node(next, way, depth, key.span().end());
      entries.add(new Mapping.Entry(key, value));
      end = Math.max(end, Math.max(key.span().end(), value.span().end()));
      next = next();
    }
    duplicates.find(entries, path);
    return new Mapping(new Span(start, places.collectionEnd(next, start, "{}", end)), entries);
  }

  private Sequence sequence(CollectionStartEvent event, FieldPath path, int depth) {
    int start = places.contentStart(event);
    List<Node> items = new ArrayList<>();
    int end = start;
    Event next = next();
    while (next.getEventId() != Event.ID.SequenceEnd) {
      FieldPath way = next instanceof CollectionStartEvent ? path.item(items.size()) : path;
      Node item = node(next, way, depth, -1);
      items.add(item);
      end = Math.max(end, item.span().end());
      next = next();
    }
    return new Sequence(new Span(start, places.collectionEnd(next, start, "[]", end)), items);
  }

  private Alias alias(AliasEvent event, int depth) {
    String name = event.getAlias().getValue();
    Span span = places.span(event);
    Anchored known = anchors == null ? null : anchors.get(name);
    if (known == null) {
      throw Unreadable.syntax(
          span, "the alias \"*%s\" names no anchor in front of it".formatted(shown(name)));
    }
    if (known.node() == null) {
      throw Unreadable.syntax(
          span, "the alias \"*%s\" stands inside the value it names".formatted(shown(name)));
    }
    expanded += known.size();
    checkSize(event);
    enter(depth + known.height(), event);
    return new Alias(span, name, known.node());
  }

  private void checkSize(Event event) {
    if (expanded > limits.maxNodes()) {
      throw Unreadable.limit(
          places.span(event),
          "the document has more than %d values, its aliases followed"
              .formatted(limits.maxNodes()));
    }
  }

  private void enter(int depth, Event event) {
    deepest = Math.max(deepest, depth);
    if (depth > limits.maxDepth()) {
      throw Unreadable.limit(
          places.span(event),
          "lists and mappings are nested more than %d levels deep".formatted(limits.maxDepth()));
    }
  }

  /// A name for a message; a hostile one may be as long as the source.
  private static String shown(String name) {
    return name.length() <= 60 ? name : name.substring(0, 60) + "…";
  }
}
