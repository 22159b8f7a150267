package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// Which texts a normalised request path can be, or start with.
final class NormalPath {
  private NormalPath() {}

  /// Whether a text is a path that nginx would keep as it is: no empty, `.` or `..` segments, no
  /// control characters.
  static boolean isNormal(String path) {
    return path.startsWith("/")
        && !path.contains("//")
        && !path.contains("/./")
        && !path.contains("/../")
        && !path.endsWith("/.")
        && !path.endsWith("/..")
        && path.chars().noneMatch(c -> c < ' ' || c == 0x7f);
  }

  /// Why no plain request has a path that starts with the text; empty where one may.
  static Optional<Reachability> never(String text) {
    if (!text.startsWith("/")) {
      return never("does not start with a slash", Optional.empty());
    }
    for (String part : new String[] {"//", "/./", "/../"}) {
      if ((text + "/").contains(part) && !text.equals("/")) {
        if (part.equals("//") && !text.contains("//")) {
          continue;
        }
        return never(
            "contains \"" + part + "\", which nginx resolves before it compares paths",
            Optional.empty());
      }
    }
    int special = special(text);
    return special < 0
        ? Optional.empty()
        : never(
            "contains \""
                + text.charAt(special)
                + "\", which "
                + (text.charAt(special) == '%'
                    ? "nginx decodes before it compares paths"
                    : "ends the path of a request"),
            Optional.of(RequestUri.escape(text)));
  }

  private static int special(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      boolean escape =
          one == '%'
              && i + 2 < text.length()
              && Character.digit(text.charAt(i + 1), 16) >= 0
              && Character.digit(text.charAt(i + 2), 16) >= 0;
      if (one == '?' || one == '#' || escape) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<Reachability> never(String why, Optional<String> detour) {
    return Optional.of(new Reachability.Never(why, detour));
  }
}
