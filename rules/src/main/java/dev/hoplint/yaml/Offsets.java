package dev.hoplint.yaml;

/// Turns the parser's marks, which count code points of one piece of text, into UTF-16 offsets of
/// the whole text.
final class Offsets {
  private static final int[] NONE = {};

  private final int base;
  private final int[] units;

  private Offsets(int base, int[] units) {
    this.base = base;
    this.units = units;
  }

  /// @param base the offset at which the piece starts
  /// @param wide whether the piece holds characters of two units
  static Offsets of(int base, String piece, boolean wide) {
    if (!wide) {
      return new Offsets(base, NONE);
    }
    int[] units = new int[piece.codePointCount(0, piece.length()) + 1];
    int unit = 0;
    for (int i = 0; i < units.length; i++) {
      units[i] = unit;
      if (unit < piece.length()) {
        unit += Character.charCount(piece.codePointAt(unit));
      }
    }
    return new Offsets(base, units);
  }

  int offset(int codePoint) {
    return base + (units.length == 0 ? codePoint : units[Math.min(codePoint, units.length - 1)]);
  }
}
