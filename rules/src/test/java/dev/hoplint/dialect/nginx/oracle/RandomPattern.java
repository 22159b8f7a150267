package dev.hoplint.dialect.nginx.oracle;

import java.util.List;
import java.util.Random;

/// Random regular expressions, most of them valid.
final class RandomPattern {
  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "A",
          "/",
          "x",
          "1",
          ".",
          "\\.",
          "\\d",
          "\\w",
          "\\S",
          "[ab]",
          "[^/]",
          "[a-c0-1]",
          "[\\w.-]",
          "[[:digit:]x]",
          "\\/",
          "-",
          "_",
          "~",
          "\\x62",
          "ü",
          "@",
          "%");

  private static final List<String> BROKEN =
      List.of(
          "(", ")", "[", "*", "+", "?", "{2}", "{2,1}", "\\", "[z-a]", "[\\d-z]", "(?<", "(?", "(*",
          "\\1", "\\i", "[[:x:]]", "{", "}", "|", "$", "^", "\\b", "(?i)", "\\Q", "{1,", "[]",
          "[^]", "(?:", "(?P<n>", "\\x{", "\\", "(?#", "[[.a.]]");

  private final Random random;

  RandomPattern(Random random) {
    this.random = random;
  }

  /// A valid pattern that starts with a slash.
  String path() {
    return "/" + sequence(2);
  }

  /// Anything.
  String broken() {
    StringBuilder text = new StringBuilder(path());
    int parts = 1 + random.nextInt(3);
    for (int i = 0; i < parts; i++) {
      text.insert(1 + random.nextInt(text.length()), BROKEN.get(random.nextInt(BROKEN.size())));
    }
    return text.toString();
  }

  private String sequence(int depth) {
    StringBuilder text = new StringBuilder();
    int items = 1 + random.nextInt(3);
    for (int i = 0; i < items; i++) {
      text.append(item(depth));
    }
    return text.toString();
  }

  private String item(int depth) {
    String atom =
        depth > 0 && random.nextInt(4) == 0
            ? group(depth - 1)
            : ATOMS.get(random.nextInt(ATOMS.size()));
    return switch (random.nextInt(10)) {
      case 0 -> atom + "*";
      case 1 -> atom + "+";
      case 2 -> atom + "?";
      case 3 -> atom + "{1,2}";
      case 4 -> atom + "*?";
      default -> atom;
    };
  }

  private String group(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> "(?:" + sequence(depth) + ")";
      case 1 -> "(" + sequence(depth) + "|" + sequence(depth) + ")";
      default -> "(" + sequence(depth) + ")";
    };
  }
}
