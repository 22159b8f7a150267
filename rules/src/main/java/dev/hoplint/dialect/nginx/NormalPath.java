package dev.hoplint.dialect.nginx;

import java.util.Optional;

/// Which texts a normalised request path can be, or start with.
final class NormalPath {
  private static final char DELETE = 0x7f;

  private NormalPath() {}

  /// Whether a text is a path that nginx would keep as it is: no empty, `.` or `..` segments, no
  /// control characters.
  static boolean isNormal(String path) {
    if (!path.startsWith("/") || resolved(path).isPresent()) {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) < ' ' || path.charAt(i) == DELETE) {
        return false;
      }
    }
    return true;
  }

  /// What of a path nginx resolves.
  private static Optional<String> resolved(String path) {
    if (path.contains("//")) {
      return Optional.of("//");
    }
    if (path.contains("/./") || path.endsWith("/.")) {
      return Optional.of("/./");
    }
    return path.contains("/../") || path.endsWith("/..") ? Optional.of("/../") : Optional.empty();
  }

  /// Why no plain request has a path that starts with the text; empty where one may.
  static Optional<Reachability> never(String text) {
    if (!text.startsWith("/")) {
      return never("does not start with a slash", Optional.empty());
    }
    Optional<String> part = resolved(text);
    if (part.isPresent()) {
      return never(
          "contains \"" + part.get() + "\", which nginx resolves before it compares paths",
          Optional.empty());
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
