package dev.hoplint.dialect.nginx.pcre;

import java.util.BitSet;
import java.util.Optional;

/// Reads a character class behind its opening bracket.
final class PcreClass {
  private final PcreInput input;
  private final BitSet set = new BitSet(ByteSets.SIZE);

  private PcreClass(PcreInput input) {
    this.input = input;
  }

  static BitSet read(PcreInput input) throws PcreParser.Refused {
    refuseOutside(input);
    boolean negated = input.take('^');
    PcreClass reader = new PcreClass(input);
    reader.items();
    BitSet folded = ByteSets.folded(reader.set);
    return negated ? ByteSets.complement(folded) : folded;
  }

  /// `[:alpha:]` without brackets around it is refused.
  private static void refuseOutside(PcreInput input) throws PcreParser.Refused {
    for (String kind : new String[] {":", ".", "="}) {
      if (isPosix(input, kind)) {
        throw new PcreParser.Refused(
            kind.equals(":")
                ? "POSIX named classes are supported only within a class"
                : "POSIX collating elements are not supported");
      }
    }
  }

  /// Whether `:name:]` follows; letters only, as PCRE2's `check_posix_syntax` looks for the end.
  private static boolean isPosix(PcreInput input, String kind) {
    if (!input.sees(kind)) {
      return false;
    }
    int ahead = 1;
    while (true) {
      char next = input.peek(ahead);
      char after = input.peek(ahead + 1);
      if (next == '\0' || next == ']' || (next == '[' && after == kind.charAt(0))) {
        return false;
      }
      if (next == kind.charAt(0) && after == ']') {
        return true;
      }
      ahead += next == '\\' && (after == ']' || after == '\\') ? 2 : 1;
    }
  }

  private void items() throws PcreParser.Refused {
    boolean first = true;
    while (true) {
      if (input.atEnd()) {
        throw new PcreParser.Refused("missing terminating ] for character class");
      }
      if (!first && input.take(']')) {
        return;
      }
      if (input.take("\\E")) {
        continue;
      }
      first = false;
      int low = item();
      if (low < 0) {
        refuseRange();
      } else if (input.sees('-') && input.peek(1) != ']' && input.peek(1) != '\0') {
        input.next();
        range(low);
      } else {
        set.set(low);
      }
    }
  }

  private void range(int low) throws PcreParser.Refused {
    int high = item();
    if (high < 0) {
      throw new PcreParser.Refused("invalid range in character class");
    }
    if (high < low) {
      throw new PcreParser.Refused("range out of order in character class");
    }
    set.set(low, high + 1);
  }

  /// A hyphen behind a class, such as `[\w-.]`, is no range and is refused.
  private void refuseRange() throws PcreParser.Refused {
    if (input.sees('-') && input.peek(1) != ']' && input.peek(1) != '\0') {
      throw new PcreParser.Refused("invalid range in character class");
    }
  }

  /// Reads one item: its byte, or -1 for a set, which is added.
  private int item() throws PcreParser.Refused {
    char next = input.next();
    if (next == '[') {
      return posix();
    }
    if (next != '\\') {
      return next;
    }
    if (input.atEnd()) {
      throw new PcreParser.Refused("\\ at end of pattern");
    }
    char letter = input.next();
    switch (letter) {
      case 'b' -> {
        return '\b';
      }
      case 'B', 'R', 'X' ->
          throw new PcreParser.Refused("escape sequence is invalid in character class");
      case 'N' -> throw new PcreParser.Refused("\\N is not supported in a class");
      default -> {}
    }
    if ("pPQ".indexOf(letter) >= 0 || (letter >= '1' && letter <= '9')) {
      throw new PcreParser.Refused("\\" + letter + " in a class", true);
    }
    Optional<BitSet> escaped = ByteSets.escape(letter);
    if (escaped.isPresent()) {
      set.or(escaped.get());
      return -1;
    }
    return PcreEscapes.value(input, letter);
  }

  private int posix() throws PcreParser.Refused {
    if (isPosix(input, ":")) {
      input.next();
      boolean negated = input.take('^');
      String name = input.until(":]").orElse("");
      BitSet named =
          ByteSets.posix(name)
              .orElseThrow(() -> new PcreParser.Refused("unknown POSIX class name"));
      // Without regard to case, lower and upper are all letters.
      boolean letters = name.equals("lower") || name.equals("upper");
      BitSet meant = letters ? ByteSets.ranges("azAZ") : named;
      set.or(negated ? ByteSets.complement(meant) : meant);
      return -1;
    }
    if (isPosix(input, ".") || isPosix(input, "=")) {
      throw new PcreParser.Refused("POSIX collating elements are not supported");
    }
    return '[';
  }
}
