package dev.hoplint.dialect.nginx.pcre;

import java.util.Optional;

/// What stands behind an opening parenthesis.
///
/// @param hasBody whether alternatives and a closing parenthesis follow; false for comments and
///   settings, which are read to their end
/// @param unsupported what the engine cannot do, if anything
record PcreGroup(
    boolean hasBody, boolean captures, Optional<String> name, Optional<String> unsupported) {
  private static final PcreGroup CAPTURE =
      new PcreGroup(true, true, Optional.empty(), Optional.empty());
  private static final PcreGroup PLAIN =
      new PcreGroup(true, false, Optional.empty(), Optional.empty());
  private static final PcreGroup NOTHING =
      new PcreGroup(false, false, Optional.empty(), Optional.empty());
  private static final String FLAGS = "imsxUJn^-";

  private static PcreGroup unsupported(String why) {
    return new PcreGroup(true, false, Optional.empty(), Optional.of(why));
  }

  static PcreGroup read(PcreInput input) throws PcreParser.Refused {
    if (input.sees('*') && (input.peek(1) == ':' || isLetter(input.peek(1)))) {
      return unsupported("a control verb");
    }
    if (!input.take('?')) {
      return CAPTURE;
    }
    if (input.take('#')) {
      if (input.until(")").isEmpty()) {
        throw new PcreParser.Refused("missing ) after (?# comment");
      }
      return NOTHING;
    }
    if (input.take(':')) {
      return PLAIN;
    }
    if (input.take("P<") || namedAngle(input)) {
      return named(input, ">");
    }
    if (input.take('\'')) {
      return named(input, "'");
    }
    return other(input);
  }

  private static boolean isLetter(char letter) {
    return ByteSets.ranges("azAZ").get(letter);
  }

  private static boolean namedAngle(PcreInput input) {
    return input.peek(1) != '=' && input.peek(1) != '!' && input.take('<');
  }

  private static PcreGroup named(PcreInput input, String end) throws PcreParser.Refused {
    if (input.seesDigit()) {
      throw new PcreParser.Refused("subpattern name must start with a non-digit");
    }
    String name =
        input
            .until(end)
            .filter(text -> !text.isEmpty() && isName(text))
            .orElseThrow(() -> new PcreParser.Refused("syntax error in subpattern name"));
    return new PcreGroup(true, true, Optional.of(name), Optional.empty());
  }

  private static boolean isName(String text) {
    return text.length() <= 32
        && text.chars().allMatch(c -> c < 128 && ByteSets.ranges("azAZ09__").get(c));
  }

  private static PcreGroup other(PcreInput input) throws PcreParser.Refused {
    if (input.sees('=') || input.sees('!')) {
      return unsupported("a lookahead");
    }
    if (input.sees("<=") || input.sees("<!")) {
      return unsupported("a lookbehind");
    }
    if (input.sees('>')) {
      return unsupported("an atomic group");
    }
    if (input.sees('|')) {
      return unsupported("a group that resets numbers");
    }
    if (input.sees('(')) {
      return unsupported("a condition");
    }
    if (input.atEnd() || FLAGS.indexOf(input.peek(0)) < 0) {
      if (input.atEnd() || "RPC&+0123456789".indexOf(input.peek(0)) < 0) {
        throw new PcreParser.Refused("unrecognized character after (? or (?-");
      }
      return unsupported("a recursion or call");
    }
    return settings(input);
  }

  /// `(?i)` says what holds anyway; all other settings change what follows.
  private static PcreGroup settings(PcreInput input) throws PcreParser.Refused {
    if (input.take("i)")) {
      return NOTHING;
    }
    if (input.take("i:")) {
      return PLAIN;
    }
    while (!input.atEnd() && FLAGS.indexOf(input.peek(0)) >= 0) {
      input.next();
    }
    if (input.take(')')) {
      return new PcreGroup(
          false, false, Optional.empty(), Optional.of("a setting inside of the pattern"));
    }
    if (input.take(':')) {
      return unsupported("a setting inside of the pattern");
    }
    throw new PcreParser.Refused(
        input.atEnd() ? "missing closing parenthesis" : "unrecognized character after (? or (?-");
  }
}
