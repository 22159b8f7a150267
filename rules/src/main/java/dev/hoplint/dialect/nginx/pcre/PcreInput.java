package dev.hoplint.dialect.nginx.pcre;

import java.util.Optional;

/// The text of a pattern and how far it is read.
final class PcreInput {
  private static final int MOST_DIGITS = 6;

  private final String text;
  private int at;

  PcreInput(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  boolean sees(char wanted) {
    return at < text.length() && text.charAt(at) == wanted;
  }

  boolean sees(String wanted) {
    return text.startsWith(wanted, at);
  }

  boolean seesDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  boolean seesLetter() {
    return at < text.length() && ByteSets.ranges("azAZ").get(text.charAt(at));
  }

  /// The next char; ask [#atEnd] first.
  char next() {
    return text.charAt(at++);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
  }

  boolean take(char wanted) {
    if (sees(wanted)) {
      at++;
      return true;
    }
    return false;
  }

  boolean take(String wanted) {
    if (sees(wanted)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  void back() {
    at--;
  }

  /// Reads up to and without an end, and over it; empty where the end is missing.
  Optional<String> until(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      return Optional.empty();
    }
    String read = text.substring(at, found);
    at = found + end.length();
    return Optional.of(read);
  }

  boolean seesQuantifier() {
    int start = at;
    boolean found = quantifier().isPresent();
    at = start;
    return found;
  }

  /// `{,3}` and `{ 1, 2 }`: quantifiers since PCRE2 10.43, literals before.
  boolean seesNewQuantifier() {
    int ahead = 1;
    while (" ,0123456789".indexOf(peek(ahead)) >= 0) {
      ahead++;
    }
    return sees('{') && ahead > 1 && peek(ahead) == '}';
  }

  /// Reads `{n}`, `{n,}`, `{n,m}`, as minimum and maximum; reads nothing where it is no quantifier,
  /// so that the brace is a literal.
  Optional<int[]> quantifier() {
    int start = at;
    if (!take('{')) {
      return Optional.empty();
    }
    int min = number();
    int max = min;
    if (min >= 0 && take(',')) {
      max = seesDigit() ? number() : -1;
    }
    if (min < 0 || !take('}')) {
      at = start;
      return Optional.empty();
    }
    return Optional.of(new int[] {min, max});
  }

  private int number() {
    int start = at;
    int value = 0;
    while (seesDigit()) {
      value = at - start < MOST_DIGITS ? value * 10 + next() - '0' : Integer.MAX_VALUE;
      if (value == Integer.MAX_VALUE) {
        at++;
      }
    }
    return at == start ? -1 : value;
  }
}
