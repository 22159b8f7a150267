package dev.hoplint.cli.input;

import java.util.List;

/// A pattern for printed paths, read as in a `.gitignore`: `*` and `?` stay inside one name, `**`
/// stands for any number of folders, a pattern without `/` matches a name at any depth, and what
/// matches a folder matches everything below it.
final class PathGlob {
  private final List<String> pattern;

  PathGlob(String text) {
    String body = text.startsWith("./") ? text.substring(2) : text;
    body = body.endsWith("/") ? body.substring(0, body.length() - 1) : body;
    boolean anywhere = body.indexOf('/') < 0;
    pattern = List.of((anywhere ? "**/" + body : body).split("/", -1));
  }

  /// Whether the pattern matches the path or a folder around it. Takes time in proportion to the
  /// lengths of both.
  boolean matches(String path) {
    String[] names = path.split("/", -1);
    // reachable[n]: the pattern's steps so far match the first n names.
    boolean[] reachable = new boolean[names.length + 1];
    reachable[0] = true;
    for (int step = 0; step < pattern.size(); step++) {
      reachable = advance(reachable, names, pattern.get(step), step == pattern.size() - 1);
    }
    for (int n = 1; n <= names.length; n++) {
      if (reachable[n]) {
        return true;
      }
    }
    return false;
  }

  private static boolean[] advance(boolean[] from, String[] names, String step, boolean last) {
    boolean[] to = new boolean[from.length];
    if (step.equals("**")) {
      boolean open = false;
      for (int n = 0; n < from.length; n++) {
        // At the end `**` asks for something below what came before.
        to[n] = open || (!last && from[n]);
        open |= from[n];
      }
      return to;
    }
    for (int n = 0; n < names.length; n++) {
      to[n + 1] = from[n] && matchesName(step, names[n]);
    }
    return to;
  }

  private static boolean matchesName(String glob, String name) {
    int g = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        resume = n;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
        g++;
        n++;
      } else if (star >= 0) {
        g = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
