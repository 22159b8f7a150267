package dev.hoplint.text;

import java.util.Arrays;

/// Turns offsets of one text into lines and columns and back.
///
/// A line ends behind `\n`, behind `\r\n` or behind a lone `\r`, as YAML 1.2 counts them. A byte
/// order mark stands in front of the first line, not in it.
public final class LineIndex {
  private final int[] starts;
  private final int length;

  LineIndex(String text) {
    length = text.length();
    int[] found = new int[Math.max(16, length / 24)];
    found[0] = text.startsWith("\uFEFF") ? 1 : 0;
    int count = 1;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean ends = c == '\n' || (c == '\r' && !(i + 1 < length && text.charAt(i + 1) == '\n'));
      if (ends) {
        if (count == found.length) {
          found = Arrays.copyOf(found, count * 2);
        }
        found[count++] = i + 1;
      }
    }
    starts = Arrays.copyOf(found, count);
  }

  public int lineCount() {
    return starts.length;
  }

  /// The 1-based position of an offset between 0 and the text's length.
  public Position position(int offset) {
    if (offset < 0 || offset > length) {
      throw new IndexOutOfBoundsException("offset " + offset + " of " + length);
    }
    int line = lineOf(offset);
    return new Position(line, Math.max(0, offset - starts[line - 1]) + 1);
  }

  /// The 1-based line of an offset.
  public int lineOf(int offset) {
    int at = Arrays.binarySearch(starts, offset);
    return at >= 0 ? at + 1 : Math.max(1, -at - 1);
  }

  /// The offset of a 1-based position; a column behind the line's end gives that end.
  public int offset(Position position) {
    int start = startOf(position.line());
    return Math.min(start + position.column() - 1, endOf(position.line()));
  }

  /// The offset at which a 1-based line starts.
  public int startOf(int line) {
    return starts[line - 1];
  }

  /// The offset behind a 1-based line, its line end included.
  public int endOf(int line) {
    return line < starts.length ? starts[line] : length;
  }
}
