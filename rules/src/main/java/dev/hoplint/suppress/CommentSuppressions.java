package dev.hoplint.suppress;

import dev.hoplint.intake.ManifestDocument;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Fix;
import dev.hoplint.text.LineIndex;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.TextEdit;
import dev.hoplint.yaml.Comment;
import dev.hoplint.yaml.Comments;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.FieldPath;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds suppressing comments. One at the end of a line holds for that line, one on a line of its
/// own for the next line that is no comment, and above the first key of an object for the object.
public final class CommentSuppressions {
  private final SourceText source;
  private final List<Document> documents = new ArrayList<>();
  private final List<ManifestDocument> manifests = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();

  private CommentSuppressions(SourceText source) {
    this.source = source;
  }

  /// The suppressions in all texts that hold manifests or documents that cannot be read. Texts
  /// without the marker cost one search.
  ///
  /// @param resources the resource of each manifest, in the same order
  public static List<Suppression> of(
      List<ManifestDocument> manifests, List<Resource> resources, List<Document> broken) {
    Map<SourceText, Boolean> marked = new IdentityHashMap<>();
    Map<SourceText, CommentSuppressions> texts = new LinkedHashMap<>();
    for (int i = 0; i < manifests.size(); i++) {
      ManifestDocument manifest = manifests.get(i);
      if (isMarked(manifest.document().source(), marked)) {
        text(manifest.document(), texts).add(manifest, resources.get(i));
      }
    }
    for (Document document : broken) {
      if (isMarked(document.source(), marked)) {
        text(document, texts).documents.add(document);
      }
    }
    List<Suppression> found = new ArrayList<>();
    texts.values().forEach(text -> text.find(found));
    return found;
  }

  private static boolean isMarked(SourceText source, Map<SourceText, Boolean> known) {
    return known.computeIfAbsent(source, text -> text.text().contains(AllowComment.MARKER));
  }

  private static CommentSuppressions text(
      Document document, Map<SourceText, CommentSuppressions> texts) {
    return texts.computeIfAbsent(document.source(), CommentSuppressions::new);
  }

  private void add(ManifestDocument manifest, Resource resource) {
    if (documents.isEmpty() || documents.getLast() != manifest.document()) {
      documents.add(manifest.document());
    }
    manifests.add(manifest);
    resources.add(resource);
  }

  private void find(List<Suppression> found) {
    documents.sort((one, other) -> Integer.compare(one.index(), other.index()));
    for (Comment comment : Comments.containing(source, documents, AllowComment.MARKER)) {
      AllowComment.parse(comment.text())
          .flatMap(allow -> suppression(comment, allow))
          .ifPresent(found::add);
    }
  }

  private Optional<Suppression> suppression(Comment comment, AllowComment allow) {
    int line = comment.ownLine() ? nextLine(comment.line()) : comment.line();
    Span written = lineSpan(line);
    // What lies in a patch or a template is not linted, and so not judged.
    if (written.isEmpty() || documents.stream().noneMatch(one -> holds(one, line))) {
      return Optional.empty();
    }
    Span region = comment.ownLine() ? region(line) : written;
    List<Resource> around = new ArrayList<>();
    for (int i = 0; i < manifests.size(); i++) {
      Span root = manifests.get(i).root().span();
      if (root.overlaps(region)) {
        around.add(resources.get(i));
      }
    }
    return Optional.of(
        new Suppression(
            Origin.COMMENT,
            allow.rules(),
            allow.reason(),
            new Scope.Lines(source, region),
            Optional.empty(),
            new Place.InText(source, comment.span(), FieldPath.ROOT),
            around,
            Optional.of(removal(comment))));
  }

  /// The next line that is neither blank nor a comment nor a document's start.
  private int nextLine(int line) {
    LineIndex lines = source.lines();
    for (int next = line + 1; next <= lines.lineCount(); next++) {
      String text = source.line(next).strip();
      String content = text.startsWith("---") ? text.substring(3).strip() : text;
      if (!content.isEmpty() && !content.startsWith("#")) {
        return next;
      }
    }
    return line;
  }

  private Span lineSpan(int line) {
    return new Span(source.lines().startOf(line), source.lines().endOf(line));
  }

  private boolean holds(Document document, int line) {
    return document.span().overlaps(lineSpan(line));
  }

  /// The whole document or the whole item of a list where the line is its first, else the line.
  private Span region(int line) {
    for (Document document : documents) {
      if (firstLine(document.span()) == line) {
        return document.span();
      }
    }
    for (ManifestDocument manifest : manifests) {
      if (source.lines().lineOf(manifest.root().span().start()) == line) {
        return manifest.root().span();
      }
    }
    return lineSpan(line);
  }

  /// A document's span starts with the comments above its first key.
  private int firstLine(Span span) {
    return nextLine(source.lines().lineOf(span.start()) - 1);
  }

  private Fix removal(Comment comment) {
    int start = comment.span().start();
    while (start > 0 && isBlank(source.text().charAt(start - 1))) {
      start--;
    }
    int end = comment.ownLine() ? source.lines().endOf(comment.line()) : comment.span().end();
    TextEdit edit = new TextEdit(new Span(start, end), "");
    return new Fix("delete the comment", Applicability.SAFE, source, List.of(edit));
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
