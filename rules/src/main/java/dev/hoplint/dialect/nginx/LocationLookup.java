package dev.hoplint.dialect.nginx;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks request paths up in a server as nginx does.
///
/// Without regexes: the exact location, else the longest prefix. With regexes: the first that
/// matches in the order of the file; no exact or prefix precedence. Regexes run on a linear-time
/// engine; what it cannot compile is never guessed.
public final class LocationLookup {
  private final Server server;
  private final Map<String, Location> exact = new HashMap<>();
  private final Map<String, Location> prefixes = new HashMap<>();
  private final List<Compiled> regexes = new ArrayList<>();
  private int longestPrefix;

  private record Compiled(Location location, @Nullable Pattern pattern, String why) {}

  public LocationLookup(Server server) {
    this.server = server;
    for (Location location : server.locations()) {
      if (server.isRegex()) {
        regexes.add(compile(location));
      } else if (location.type() == LocationType.EXACT) {
        exact.putIfAbsent(location.text(), location);
      } else {
        prefixes.putIfAbsent(location.text(), location);
        longestPrefix = Math.max(longestPrefix, location.text().length());
      }
    }
  }

  private static Compiled compile(Location location) {
    try {
      return new Compiled(
          location, Pattern.compile("^" + location.text(), Pattern.CASE_INSENSITIVE), "");
    } catch (PatternSyntaxException e) {
      return new Compiled(location, null, e.getDescription());
    }
  }

  /// Looks a normalised path up (see [RequestUri]); empty where the server has no location.
  public Optional<LocationMatch> find(String uri) {
    return server.isRegex() ? findRegex(uri) : findStatic(uri);
  }

  private Optional<LocationMatch> findRegex(String uri) {
    for (Compiled one : regexes) {
      if (one.pattern() == null) {
        return Optional.of(new LocationMatch.NotAnalysed(one.location(), one.why()));
      }
      if (one.pattern().matcher(uri).lookingAt()) {
        return Optional.of(new LocationMatch.Matched(one.location()));
      }
    }
    return Optional.empty();
  }

  private Optional<LocationMatch> findStatic(String uri) {
    Location match = exact.get(uri);
    if (match != null) {
      return Optional.of(new LocationMatch.Matched(match));
    }
    // `/foo` for a location `/foo/` is answered before any shorter prefix is looked at; both kinds
    // of location redirect, because all of them proxy.
    Location slashed = exact.get(uri + "/");
    if (slashed == null) {
      slashed = prefixes.get(uri + "/");
    }
    if (slashed != null) {
      return Optional.of(new LocationMatch.SlashRedirect(slashed));
    }
    for (int length = Math.min(uri.length(), longestPrefix); length > 0; length--) {
      Location prefix = prefixes.get(uri.substring(0, length));
      if (prefix != null) {
        return Optional.of(new LocationMatch.Matched(prefix));
      }
    }
    return Optional.empty();
  }
}
