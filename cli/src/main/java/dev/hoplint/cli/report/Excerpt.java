package dev.hoplint.cli.report;

import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;

/// The line a place lies on, ready for a terminal, with what lies in front of and under the mark.
///
/// @param line the 1-based line number
/// @param text the line, harmless and cut to a readable length
/// @param indent how many cells lie in front of the mark
/// @param marked how many cells are marked, at least one
record Excerpt(int line, String text, int indent, int marked) {
  /// Cells of a line that are shown at most.
  private static final int MOST = 140;

  /// Cells that stay visible in front of a mark in a line that is cut.
  private static final int LEAD = 40;

  /// The first line of a span.
  static Excerpt of(SourceText source, Span span) {
    Position start = source.position(span.start());
    String line = source.line(start.line());
    int from = Math.min(start.column() - 1, line.length());
    int to = Math.min(line.length(), from + span.length());
    return cut(start.line(), line, from, to);
  }

  /// Cuts before cleaning, so that a line of many megabytes costs no more than a short one.
  private static Excerpt cut(int number, String line, int from, int to) {
    int begin = line.length() <= MOST ? 0 : Math.max(0, from - LEAD);
    int end = Math.min(line.length(), begin + MOST);
    if (begin > 0 && Character.isLowSurrogate(line.charAt(begin))) {
      begin++;
    }
    if (end < line.length() && Character.isLowSurrogate(line.charAt(end))) {
      end--;
    }
    String before = (begin > 0 ? "…" : "") + Printable.line(line.substring(begin, from));
    String mark = Printable.line(line.substring(from, Math.max(from, Math.min(to, end))));
    String after = Printable.line(line.substring(Math.clamp(to, from, Math.max(from, end)), end));
    return new Excerpt(
        number,
        before + mark + after + (end < line.length() ? "…" : ""),
        Printable.width(before),
        Math.max(1, Printable.width(mark)));
  }
}
