package dev.hoplint.yaml;

import dev.hoplint.text.Span;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/// Where nodes stand: the parser's marks, put right.
///
/// Marks start at a node's anchor or tag; spans start at its content. Marks of block scalars and
/// block collections end where the next thing starts; spans end with their content.
final class Places {
  private final String text;
  private final Offsets offsets;

  Places(String text, Offsets offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  Span span(Event event) {
    return new Span(start(event), end(event));
  }

  private int start(Event event) {
    return offset(event.getStartMark());
  }

  private int end(Event event) {
    return offset(event.getEndMark());
  }

  private int offset(Optional<Mark> mark) {
    return mark.isPresent() ? Math.min(offsets.offset(mark.get().getIndex()), text.length()) : 0;
  }

  /// @param bare whether neither anchor nor tag stands in front of the scalar
  /// @param behind the end of what stands in front; an empty value without a colon gets its caret
  ///   there, not at the next token; -1 where there is nothing such
  Span scalar(ScalarEvent event, ScalarStyle style, boolean bare, int behind) {
    int start = start(event);
    int end = end(event);
    if (style == ScalarStyle.PLAIN && event.getValue().isEmpty()) {
      boolean begun = !bare || end == 0 || !Characters.isWhite(text.charAt(end - 1));
      return Span.at(begun || behind < 0 ? end : behind);
    }
    int from = bare && text.charAt(start) != '!' ? start : behindProperties(start, 2);
    return switch (style) {
      case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> new Span(from, end);
      case LITERAL, FOLDED -> new Span(from, blockEnd(from, end, event.getValue()));
    };
  }

  /// A block scalar's mark ends in front of the next content line. Its span ends with its last
  /// line, and holds trailing blank lines only where they are part of the value.
  private int blockEnd(int start, int end, String value) {
    int last = value.length();
    while (last > 0 && value.charAt(last - 1) == '\n') {
      last--;
    }
    boolean blanksCount = last > 0 && Characters.isWhite(value.charAt(last - 1));
    int breaks = value.length() - last;
    int at = end;
    while (at > start
        && (Characters.isLineEnd(text.charAt(at - 1))
            || (!blanksCount && Characters.isWhite(text.charAt(at - 1))))) {
      at--;
    }
    return breaks > 1 ? behindBreaks(at, end, breaks - 1) : at;
  }

  private int behindBreaks(int from, int end, int count) {
    int at = from;
    for (int left = count; left > 0 && at < end; at++) {
      char c = text.charAt(at);
      if (c == '\n' || (c == '\r' && !(at + 1 < end && text.charAt(at + 1) == '\n'))) {
        left--;
      }
    }
    return at;
  }

  int contentStart(CollectionStartEvent event) {
    int count = (event.getAnchor().isPresent() ? 1 : 0) + (event.getTag().isPresent() ? 1 : 0);
    return count == 0 ? start(event) : behindProperties(start(event), count);
  }

  /// Where the content starts behind at most `count` anchors and tags.
  private int behindProperties(int start, int count) {
    int at = start;
    int left = count;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Characters.isWhite(c)) {
        at++;
      } else if (c == '#') {
        at = lineEnd(at);
      } else if (left > 0 && (c == '&' || c == '!')) {
        left--;
        at = propertyEnd(at);
      } else {
        break;
      }
    }
    return at;
  }

  private int propertyEnd(int start) {
    boolean verbatim = text.startsWith("!<", start);
    int at = start;
    while (at < text.length() && !Characters.isWhite(text.charAt(at))) {
      char c = text.charAt(at);
      if (verbatim ? c == '>' : ",[]{}".indexOf(c) >= 0) {
        return verbatim ? at + 1 : at;
      }
      at++;
    }
    return at;
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length() && !Characters.isLineEnd(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /// The end of a mapping or sequence: its closing bracket, or the end of its last child.
  ///
  /// @param event the collection's end
  /// @param brackets the two brackets it may have
  /// @param lastEnd where the last child ends
  int collectionEnd(Event event, int start, String brackets, int lastEnd) {
    int end = end(event);
    boolean opened = start < text.length() && text.charAt(start) == brackets.charAt(0);
    boolean closed = end > lastEnd && text.charAt(end - 1) == brackets.charAt(1);
    return opened && closed ? end : lastEnd;
  }
}
