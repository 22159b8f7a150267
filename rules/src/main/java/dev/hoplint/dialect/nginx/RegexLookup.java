package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.dialect.nginx.pcre.Regex;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// The locations of a regex host: the first that matches in the order of the file.
///
/// Each is filed under the literal text that all its matches start with; only locations whose text
/// a request starts with are tried, literal ones without a regex.
final class RegexLookup {
  private static final LocationMatch NOTHING =
      new LocationMatch.NotAnalysed("no location of the host matches");
  private static final LocationMatch TOO_MUCH =
      new LocationMatch.NotAnalysed("the regular expressions of the host take too many steps");

  /// @param order the place in the file
  private record Entry(int order, Location location, Pcre pattern) {}

  private final PrefixIndex<List<Entry>> index;
  private final Map<Location, Pcre> patterns;

  RegexLookup(List<Location> locations) {
    patterns = new IdentityHashMap<>(locations.size());
    Map<String, List<Entry>> byPrefix = new HashMap<>();
    for (int i = 0; i < locations.size(); i++) {
      WorkLimit.check();
      Pcre pattern = parsed(locations.get(i));
      patterns.put(locations.get(i), pattern);
      byPrefix
          .computeIfAbsent(prefix(pattern, locations.get(i)), _ -> new ArrayList<>(1))
          .add(new Entry(i, locations.get(i), pattern));
    }
    index = new PrefixIndex<>(byPrefix);
  }

  /// The pattern of a location as it is rendered (T `buildLocation`).
  Pcre pattern(Location location) {
    Pcre known = patterns.get(location);
    return known == null ? parsed(location) : known;
  }

  private static Pcre parsed(Location location) {
    return Pcre.parse("^" + location.text());
  }

  private static String prefix(Pcre pattern, Location location) {
    return pattern
        .regex()
        .map(Regex::literalPrefix)
        .orElseGet(() -> certainPrefix(ByteText.of(location.text())));
  }

  /// What a pattern that is not understood starts with all the same: its first plain characters,
  /// without the last where it may be absent.
  private static String certainPrefix(String text) {
    int end = 0;
    while (end < text.length() && isPlain(text.charAt(end))) {
      end++;
    }
    if (text.indexOf('|') >= 0) {
      return "";
    }
    boolean optional = end > 0 && end < text.length() && "?*{".indexOf(text.charAt(end)) >= 0;
    return ByteText.folded(text.substring(0, optional ? end - 1 : end));
  }

  private static boolean isPlain(char one) {
    return one < 0x80 && (Character.isLetterOrDigit(one) || "/-_~:@%,=&".indexOf(one) >= 0);
  }

  LocationMatch find(String uri, Steps steps) {
    List<List<Entry>> filed = index.prefixesOf(ByteText.folded(uri));
    int[] next = new int[filed.size()];
    while (true) {
      int first = -1;
      for (int i = 0; i < next.length; i++) {
        if (next[i] < filed.get(i).size()
            && (first < 0 || entry(filed, next, i).order() < entry(filed, next, first).order())) {
          first = i;
        }
      }
      if (first < 0) {
        return NOTHING;
      }
      Entry entry = entry(filed, next, first);
      next[first]++;
      switch (entry.pattern()) {
        case Pcre.Parsed(Regex regex) -> {
          if (regex.isLiteral()) {
            return new LocationMatch.Matched(entry.location());
          }
          if (!steps.take(regex.cost() * (uri.length() + 8L))) {
            return TOO_MUCH;
          }
          if (regex.hasEnd() && uri.indexOf('\n') >= 0) {
            return new LocationMatch.NotAnalysed("the request path has a line feed");
          }
          if (regex.matches(uri)) {
            return new LocationMatch.Matched(entry.location());
          }
        }
        case Pcre.Unsupported(String why) -> {
          return notAnalysed(entry.location(), "uses " + why);
        }
        case Pcre.Invalid(String why) -> {
          return notAnalysed(entry.location(), "is no regular expression: " + why);
        }
      }
    }
  }

  private static Entry entry(List<List<Entry>> filed, int[] next, int list) {
    return filed.get(list).get(next[list]);
  }

  private static LocationMatch notAnalysed(Location location, String why) {
    return new LocationMatch.NotAnalysed(
        "path \"" + location.pathText() + "\" comes first and " + why);
  }
}
