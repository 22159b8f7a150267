package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks request paths up in a server as nginx does (ngx_http_core_find_location).
///
/// Without regexes: the exact location, else the longest prefix. With regexes: the first that
/// matches in the order of the file; no exact or prefix precedence.
public final class LocationLookup {
  private static final Map<String, Integer> BUILT_IN =
      Map.of("/healthz", 200, "/nginx_status", 403);

  private final Server server;
  private final Map<String, Location> exact = new HashMap<>();
  private final Map<String, LocationMatch> prefixes = new HashMap<>();
  private final PrefixIndex<LocationMatch> longest;
  private final RegexLookup regexes;

  LocationLookup(Server server) {
    this.server = server;
    for (Location location : server.isRegex() ? List.<Location>of() : server.locations()) {
      String text = ByteText.of(location.text());
      if (location.type() == LocationType.EXACT) {
        exact.putIfAbsent(text, location);
      } else {
        prefixes.putIfAbsent(text, new LocationMatch.Matched(location));
      }
    }
    if (!server.isRegex() && server.host().equals(ServerBuilder.CATCH_ALL)) {
      BUILT_IN.forEach(
          (text, status) -> prefixes.putIfAbsent(text, new LocationMatch.BuiltIn(text, status)));
    }
    longest = new PrefixIndex<>(prefixes);
    regexes = new RegexLookup(server.isRegex() ? server.locations() : List.of());
  }

  /// Looks a path up.
  ///
  /// @param uri normalised, see [RequestUri#normalize]
  public LocationMatch find(String uri) {
    return find(uri, new Steps(Steps.ONE_REQUEST));
  }

  LocationMatch find(String uri, Steps steps) {
    Optional<String> unknown = server.unknown();
    if (unknown.isPresent()) {
      return new LocationMatch.NotAnalysed(unknown.get());
    }
    String bytes = ByteText.of(uri);
    return server.isRegex() ? regexes.find(bytes, steps) : findStatic(bytes);
  }

  /// What PCRE makes of a location of a regex host.
  Pcre pattern(Location location) {
    return regexes.pattern(location);
  }

  private LocationMatch findStatic(String uri) {
    Location same = exact.get(uri);
    if (same != null) {
      return new LocationMatch.Matched(same);
    }
    LocationMatch prefix = prefixes.get(uri);
    if (prefix != null) {
      return prefix;
    }
    // `/foo` for a location `/foo/` is answered before any shorter prefix is looked at.
    String slashed = uri + "/";
    Location wanted = exact.get(slashed);
    if (wanted == null && prefixes.get(slashed) instanceof LocationMatch.Matched(Location found)) {
      wanted = found;
    }
    if (wanted != null && proxies(slashed)) {
      return new LocationMatch.SlashRedirect(wanted);
    }
    List<LocationMatch> found = longest.prefixesOf(uri);
    return found.isEmpty()
        ? new LocationMatch.NotAnalysed("the host has no location \"/\"")
        : found.getFirst();
  }

  /// A location that denies all requests has no proxy_pass, and only that redirects.
  private boolean proxies(String text) {
    Location one = exact.get(text);
    return (one != null && one.settings().denial().isEmpty())
        || (prefixes.get(text) instanceof LocationMatch.Matched(Location other)
            && other.settings().denial().isEmpty());
  }
}
