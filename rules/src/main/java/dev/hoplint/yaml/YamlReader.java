package dev.hoplint.yaml;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.DocumentParts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Reads a text as YAML; JSON, and JSON values one behind the other, come in by the same door.
///
/// Reading never throws: a document that cannot be read has a problem in place of its root, and the
/// others are read all the same. There is always at least one document; a text that holds nothing
/// but comments is one without a root.
public final class YamlReader {
  /// Tests and the fuzzer take a problem that starts like this for a failure.
  static final String FAULT = "hoplint itself fails to read this document: ";

  private static final int SMALL = 1 << 10;
  private static final int MEDIUM = 1 << 14;
  private static final int LARGE = 1 << 18;

  /// The parser copies its window each time it reads on inside one token: the largest buffer keeps
  /// the number of those copies small for a token as long as the longest source.
  private static final int HUGE = 1 << 21;

  private static final LoadSettings SMALL_SETTINGS = settings(SMALL);

  private final SourceText source;
  private final String text;
  private final ReadLimits limits;
  private final List<Document> documents = new ArrayList<>();
  private long nodes;

  private YamlReader(SourceText source, ReadLimits limits) {
    this.source = source;
    this.text = source.text();
    this.limits = limits;
  }

  /// Reads under [ReadLimits#DEFAULT].
  public static List<Document> read(SourceText source) {
    return read(source, ReadLimits.DEFAULT);
  }

  /// Reads under the given limits.
  public static List<Document> read(SourceText source, ReadLimits limits) {
    YamlReader reader = new YamlReader(source, limits);
    reader.readAll();
    return List.copyOf(reader.documents);
  }

  private void readAll() {
    if (text.length() > limits.maxLength()) {
      String message =
          "the text has %d characters, more than the limit of %d"
              .formatted(text.length(), limits.maxLength());
      addProblem(Span.at(0), new ReadProblem(ReadProblem.Kind.LIMIT, Span.at(0), message));
      return;
    }
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    DocumentParts parts = new DocumentParts(text, start);
    for (Part part = parts.next(); part != null; part = parts.next()) {
      boolean nothing = part.blank() && part.forbidden() < 0 && !part.explicit();
      if (!nothing && !readPart(part)) {
        return;
      }
    }
    if (documents.isEmpty()) {
      add(trimmed(start, text.length()), null, List.of());
    }
  }

  /// Reads the documents of a piece; false when the source holds too much to go on.
  private boolean readPart(Part part) {
    int from = part.start();
    while (from < part.end()) {
      if (isFull(part)) {
        return false;
      }
      int end = JsonValues.end(text, Math.max(from, part.bodyStart()), part.bodyEnd());
      readDocument(part, from, end < 0 ? part.end() : end);
      from = end < 0 ? part.end() : end;
    }
    return true;
  }

  private boolean isFull(Part part) {
    String message = null;
    if (documents.size() >= limits.maxDocuments()) {
      message = "the text has more than %d documents".formatted(limits.maxDocuments());
    } else if (nodes >= limits.maxNodes()) {
      message = "the text has more than %d values".formatted(limits.maxNodes());
    }
    if (message == null) {
      return false;
    }
    Span span = Span.at(part.start());
    addProblem(span, new ReadProblem(ReadProblem.Kind.LIMIT, span, message));
    return true;
  }

  private void readDocument(Part part, int from, int end) {
    Span whole = trimmed(Math.max(from, part.bodyStart()), Math.min(end, part.bodyEnd()));
    if (part.forbidden() >= 0) {
      addProblem(whole, Characters.problem(text, part.forbidden()));
    } else if (part.blank()) {
      add(whole, null, List.of());
    } else {
      readTree(whole, part.wide(), from, end);
    }
  }

  private void readTree(Span whole, boolean wide, int from, int end) {
    String piece = text.substring(from, end);
    try {
      TreeReader tree =
          new TreeReader(
              text, piece, Offsets.of(from, piece, wide), settingsFor(piece.length()), limits);
      Node root = tree.read();
      nodes += tree.size();
      add(whole, root, tree.duplicateKeys());
    } catch (Unreadable unreadable) {
      addProblem(whole, unreadable.problem());
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException e) {
      addProblem(whole, new ReadProblem(ReadProblem.Kind.SYNTAX, whole, FAULT + e));
    }
  }

  private void add(Span span, @Nullable Node root, List<Document.DuplicateKey> duplicates) {
    documents.add(
        new Document(
            source,
            documents.size(),
            span,
            Optional.ofNullable(root),
            Optional.empty(),
            duplicates));
  }

  private void addProblem(Span span, ReadProblem problem) {
    documents.add(
        new Document(
            source, documents.size(), span, Optional.empty(), Optional.of(problem), List.of()));
  }

  private Span trimmed(int start, int end) {
    int from = start;
    int to = end;
    while (to > from && Characters.isWhite(text.charAt(to - 1))) {
      to--;
    }
    while (from < to && Characters.isWhite(text.charAt(from))) {
      from++;
    }
    return new Span(from, to);
  }

  private static LoadSettings settingsFor(int length) {
    if (length < SMALL) {
      return SMALL_SETTINGS;
    }
    return length < MEDIUM ? Medium.SETTINGS : settings(length < LARGE ? LARGE : HUGE);
  }

  /// Made when the first text of this size comes.
  private static final class Medium {
    static final LoadSettings SETTINGS = settings(MEDIUM);
  }

  private static LoadSettings settings(int bufferSize) {
    return LoadSettings.builder()
        .setBufferSize(bufferSize)
        .setCodePointLimit(Integer.MAX_VALUE)
        .build();
  }
}
