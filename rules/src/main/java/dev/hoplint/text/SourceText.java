package dev.hoplint.text;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A named text: what was read, unchanged, with its line index made on demand.
///
/// Equality is identity: two readings of one file are two sources. The name is what findings print
/// (a path as it was given, `-` for standard input).
public final class SourceText implements Comparable<SourceText> {
  private final String name;
  private final String text;
  private volatile @Nullable LineIndex lines;

  private SourceText(String name, String text) {
    this.name = Objects.requireNonNull(name, "name is null");
    this.text = Objects.requireNonNull(text, "text is null");
  }

  public static SourceText of(String name, String text) {
    return new SourceText(name, text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public int length() {
    return text.length();
  }

  public LineIndex lines() {
    LineIndex known = lines;
    if (known == null) {
      known = new LineIndex(text);
      lines = known;
    }
    return known;
  }

  public Position position(int offset) {
    return lines().position(offset);
  }

  public String slice(Span span) {
    return text.substring(span.start(), span.end());
  }

  /// The text of a 1-based line without its line end.
  public String line(int line) {
    int end = lines().endOf(line);
    int start = lines().startOf(line);
    while (end > start && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    return text.substring(start, end);
  }

  @Override
  public int compareTo(SourceText other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return "SourceText[" + name + "]";
  }
}
