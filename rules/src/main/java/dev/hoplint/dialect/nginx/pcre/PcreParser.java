package dev.hoplint.dialect.nginx.pcre;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parses patterns as PCRE2 does, far enough to tell valid from invalid wherever the result is
/// used. Recursion is bounded by the depth of groups.
final class PcreParser {
  private static final int DEEPEST = 200;
  private static final int LONGEST = 8_192;
  private static final int MOST_REPEATS = 65_535;

  private final PcreInput input;
  private final Set<String> names = new HashSet<>();
  private int groups;
  private int depth;
  private int highestReference;
  private @Nullable String unsupported;

  private PcreParser(PcreInput input) {
    this.input = input;
  }

  /// Thrown inside of the parser only.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean valid;

    Refused(String why) {
      this(why, false);
    }

    /// @param valid whether PCRE2 may take what is not parsed here
    Refused(String why, boolean valid) {
      super(why, null, false, false);
      this.valid = valid;
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  static Pcre parse(String bytes) {
    if (bytes.length() > LONGEST) {
      return new Pcre.Unsupported("a pattern of more than " + LONGEST + " bytes");
    }
    PcreParser parser = new PcreParser(new PcreInput(bytes));
    try {
      Node root = parser.choice();
      if (!parser.input.atEnd()) {
        return new Pcre.Invalid("unmatched closing parenthesis");
      }
      if (parser.highestReference > parser.groups) {
        return new Pcre.Invalid("reference to non-existent subpattern");
      }
      return parser.unsupported == null
          ? Regex.of(bytes, root, parser.groups)
          : new Pcre.Unsupported(parser.unsupported);
    } catch (Refused e) {
      // Behind a construct that is not parsed exactly, what looks wrong may be right.
      if (e.valid) {
        parser.unsupported(e.why());
      }
      return parser.unsupported == null
          ? new Pcre.Invalid(e.why())
          : new Pcre.Unsupported(parser.unsupported);
    }
  }

  private void unsupported(String why) {
    if (unsupported == null) {
      unsupported = why;
    }
  }

  private Node choice() throws Refused {
    List<Node> options = new ArrayList<>();
    options.add(sequence());
    while (input.take('|')) {
      options.add(sequence());
    }
    return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
  }

  private Node sequence() throws Refused {
    List<Node> items = new ArrayList<>();
    while (!input.atEnd() && !input.sees('|') && !input.sees(')')) {
      item(items);
    }
    return new Node.Sequence(items);
  }

  private void item(List<Node> items) throws Refused {
    char next = input.next();
    switch (next) {
      case '(' -> group(items);
      case '[' -> quantified(items, new Node.Bytes(PcreClass.read(input), -1));
      case '.' ->
          quantified(items, new Node.Bytes(ByteSets.complement(ByteSets.ranges("\n\n")), -1));
      case '^' -> items.add(new Node.Assertion(Node.Kind.START));
      case '$' -> items.add(new Node.Assertion(Node.Kind.END));
      case '*', '+', '?' -> throw new Refused("quantifier does not follow a repeatable item");
      case '\\' -> escape(items);
      case '{' -> {
        input.back();
        if (input.seesQuantifier() || input.seesNewQuantifier()) {
          throw new Refused("braces that versions of PCRE2 read differently", true);
        }
        input.next();
        quantified(items, literal('{'));
      }
      default -> quantified(items, literal(next));
    }
  }

  private static Node literal(int value) {
    return new Node.Bytes(ByteSets.one(value), value);
  }

  private void quantified(List<Node> items, Node body) throws Refused {
    int min;
    int max;
    if (input.take('*')) {
      min = 0;
      max = -1;
    } else if (input.take('+')) {
      min = 1;
      max = -1;
    } else if (input.take('?')) {
      min = 0;
      max = 1;
    } else {
      Optional<int[]> braces = input.quantifier();
      if (braces.isEmpty()) {
        items.add(body);
        return;
      }
      min = braces.get()[0];
      max = braces.get()[1];
      check(min, max);
    }
    boolean lazy = input.take('?');
    if (!lazy && input.take('+')) {
      unsupported("a possessive quantifier");
    }
    items.add(new Node.Repeat(body, min, max, lazy));
    if (input.sees('*') || input.sees('+') || input.sees('?') || input.seesQuantifier()) {
      throw new Refused("quantifier does not follow a repeatable item");
    }
  }

  private static void check(int min, int max) throws Refused {
    if (min > MOST_REPEATS || max > MOST_REPEATS) {
      throw new Refused("number too big in {} quantifier");
    }
    if (max >= 0 && min > max) {
      throw new Refused("numbers out of order in {} quantifier");
    }
  }

  private void group(List<Node> items) throws Refused {
    if (++depth > DEEPEST) {
      throw new Refused("more than " + DEEPEST + " groups in each other", true);
    }
    PcreGroup head = PcreGroup.read(input);
    head.unsupported().ifPresent(this::unsupported);
    if (head.name().isPresent() && !names.add(head.name().get())) {
      throw new Refused("two named subpatterns have the same name");
    }
    if (head.hasBody()) {
      int number = head.captures() ? ++groups : 0;
      Node body = choice();
      if (!input.take(')')) {
        throw new Refused("missing closing parenthesis");
      }
      quantified(items, new Node.Group(body, number));
    }
    depth--;
  }

  private void escape(List<Node> items) throws Refused {
    if (input.atEnd()) {
      throw new Refused("\\ at end of pattern");
    }
    char letter = input.next();
    Optional<BitSet> set = ByteSets.escape(letter);
    if (letter == 'N' && input.sees('{')) {
      throw new Refused("PCRE2 does not support \\F, \\L, \\l, \\N{name}, \\U, or \\u");
    }
    if (set.isPresent()) {
      quantified(items, new Node.Bytes(set.get(), -1));
      return;
    }
    switch (letter) {
      case 'A' -> items.add(new Node.Assertion(Node.Kind.START));
      case 'z', 'Z' -> items.add(new Node.Assertion(Node.Kind.END));
      case 'b' -> items.add(new Node.Assertion(Node.Kind.BOUNDARY));
      case 'B' -> items.add(new Node.Assertion(Node.Kind.NO_BOUNDARY));
      case 'Q' -> quoted(items);
      case 'E' -> {}
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> reference(letter);
      case 'G', 'K', 'X', 'R', 'C', 'p', 'P', 'g', 'k' -> other(letter);
      default -> quantified(items, literal(PcreEscapes.value(input, letter)));
    }
  }

  private void other(char letter) throws Refused {
    if ((letter == 'p' || letter == 'P') && input.atEnd()) {
      throw new Refused("malformed \\P or \\p sequence");
    }
    throw new Refused("\\" + letter, true);
  }

  /// A back reference; two digits may also be an octal number.
  private void reference(char digit) throws Refused {
    if (input.seesDigit()) {
      throw new Refused("a number behind a backslash", true);
    }
    highestReference = Math.max(highestReference, digit - '0');
    unsupported("a back reference");
    quantified(new ArrayList<>(), literal(digit));
  }

  private void quoted(List<Node> items) throws Refused {
    while (!input.atEnd()) {
      char next = input.next();
      if (next == '\\' && input.take('E')) {
        return;
      }
      items.add(literal(next));
      if (next != '\\' && input.take("\\E")) {
        items.removeLast();
        quantified(items, literal(next));
        return;
      }
    }
  }
}
