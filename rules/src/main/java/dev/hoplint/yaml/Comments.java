package dev.hoplint.yaml;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds the comments of a source; a `#` inside a scalar is none.
///
/// In a document that could not be read only comments on lines of their own are found.
public final class Comments {
  private final SourceText source;
  private final String text;
  private final List<Document> documents;
  private final List<Span> hiding = new ArrayList<>();
  private int collected;

  private Comments(SourceText source, List<Document> documents) {
    this.source = source;
    this.text = source.text();
    this.documents = documents;
  }

  /// All comments in the order of the text.
  public static List<Comment> of(SourceText source) {
    return containing(source, "");
  }

  /// The comments that contain a marker. Costs next to nothing where the text does not contain it.
  public static List<Comment> containing(SourceText source, String marker) {
    return source.text().contains(marker)
        ? containing(source, YamlReader.read(source), marker)
        : List.of();
  }

  /// As [#containing(SourceText, String)], for a source that was read already.
  public static List<Comment> containing(
      SourceText source, List<Document> documents, String marker) {
    return source.text().contains(marker)
        ? new Comments(source, documents).find(marker)
        : List.of();
  }

  private List<Comment> find(String marker) {
    List<Comment> found = new ArrayList<>();
    int at = text.indexOf('#');
    while (at >= 0) {
      int end = lineEnd(at);
      if (isComment(at)) {
        if (text.substring(at, end).contains(marker)) {
          found.add(comment(new Span(at, end)));
        }
        at = text.indexOf('#', end);
      } else {
        at = text.indexOf('#', at + 1);
      }
    }
    return found;
  }

  private Comment comment(Span span) {
    return new Comment(
        span,
        text.substring(span.start() + 1, span.end()).strip(),
        source.lines().lineOf(span.start()),
        isOwnLine(span.start()));
  }

  private boolean isComment(int at) {
    if (!isOwnLine(at) && !Characters.isWhite(text.charAt(at - 1))) {
      return false;
    }
    collectUpTo(at);
    for (int i = hiding.size() - 1; i >= 0 && hiding.get(i).end() > at; i--) {
      if (hiding.get(i).start() <= at) {
        return false;
      }
    }
    return isOwnLine(at) || !isBroken(at);
  }

  private boolean isBroken(int at) {
    Document last = collected == 0 ? null : documents.get(collected - 1);
    return last != null && last.problem().isPresent() && last.span().end() >= at;
  }

  private boolean isOwnLine(int at) {
    int i = at;
    while (i > 0 && (text.charAt(i - 1) == ' ' || text.charAt(i - 1) == '\t')) {
      i--;
    }
    return i == 0
        || Characters.isLineEnd(text.charAt(i - 1))
        || (i == 1 && text.charAt(0) == '\uFEFF');
  }

  private void collectUpTo(int at) {
    while (collected < documents.size() && documents.get(collected).span().start() <= at) {
      documents.get(collected++).root().ifPresent(this::collect);
    }
  }

  /// Only scalars of several words can hide a `#` behind white space.
  private void collect(Node node) {
    switch (node) {
      case Scalar scalar -> {
        switch (scalar.style()) {
          case PLAIN -> {}
          case SINGLE_QUOTED, DOUBLE_QUOTED -> hiding.add(scalar.span());
          case LITERAL, FOLDED ->
              hiding.add(
                  new Span(
                      Math.min(lineEnd(scalar.span().start()), scalar.span().end()),
                      scalar.span().end()));
        }
      }
      case Sequence sequence -> sequence.items().forEach(this::collect);
      case Mapping mapping -> {
        for (Mapping.Entry entry : mapping.entries()) {
          collect(entry.key());
          collect(entry.value());
        }
      }
      case Alias _ -> {}
    }
  }

  private int lineEnd(int from) {
    int at = from;
    while (at < text.length() && !Characters.isLineEnd(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
