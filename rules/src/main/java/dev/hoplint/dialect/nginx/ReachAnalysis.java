package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.ByteText;
import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.dialect.nginx.pcre.Regex;
import dev.hoplint.resource.Ingress;
import dev.hoplint.world.WorkLimit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tries example requests of each location. One limit of work for the whole host.
final class ReachAnalysis {
  private static final int MOST_SAMPLES = 24;

  private final Server server;
  private final Steps steps = new Steps(Steps.ONE_HOST);

  ReachAnalysis(Server server) {
    this.server = server;
  }

  synchronized Reachability of(Ingress.Path path) {
    List<Location> locations = server.locationsOf(path);
    if (locations.isEmpty()) {
      return server
          .dropped(path)
          .<Reachability>map(one -> new Reachability.Dropped(one.winner()))
          .orElseGet(() -> new Reachability.NotAnalysed("the path leads to no Service"));
    }
    Reachability worst = null;
    for (Location location : locations) {
      Reachability one = of(location);
      if (one instanceof Reachability.Reached || one instanceof Reachability.NotAnalysed) {
        return one;
      }
      worst = worst == null ? one : worst;
    }
    return worst == null ? new Reachability.NotAnalysed("the path has no location") : worst;
  }

  synchronized Reachability of(Location location) {
    WorkLimit.check();
    if (server.unknown().isPresent()) {
      return new Reachability.NotAnalysed(server.unknown().get());
    }
    if (!server.isRegex()) {
      Optional<Reachability> never = NormalPath.never(location.text());
      if (never.isPresent()) {
        return never.get();
      }
    }
    if (server.isRegex()) {
      switch (server.lookup().pattern(location)) {
        case Pcre.Parsed _ -> {}
        case Pcre.Unsupported(String why) -> {
          return new Reachability.NotAnalysed("it uses " + why);
        }
        case Pcre.Invalid(String why) -> {
          return new Reachability.NotAnalysed("it is no regular expression: " + why);
        }
      }
    }
    return tried(location);
  }

  private Reachability tried(Location location) {
    Reachability.@Nullable Shadowed shadowed = null;
    // One by one: the first is most often enough.
    for (Iterator<String> samples = normal(location).iterator(); samples.hasNext(); ) {
      String sample = samples.next();
      switch (server.lookup().find(sample, steps)) {
        case LocationMatch.Matched(Location winner) -> {
          if (winner == location) {
            return new Reachability.Reached(sample);
          }
          shadowed = shadowed == null ? new Reachability.Shadowed(winner, sample) : shadowed;
        }
        case LocationMatch.NotAnalysed(String why) -> {
          return new Reachability.NotAnalysed(why);
        }
        case LocationMatch.SlashRedirect _, LocationMatch.BuiltIn _ -> {}
      }
    }
    if (shadowed != null) {
      return shadowed;
    }
    return NormalPath.never(location.text())
        .orElseGet(() -> new Reachability.NotAnalysed("no example request could be made"));
  }

  /// Request paths that should reach a location: normalised, and matched by the location itself.
  List<String> samples(Location location) {
    return normal(location).toList();
  }

  private Stream<String> normal(Location location) {
    return candidates(location).filter(NormalPath::isNormal).distinct();
  }

  private Stream<String> candidates(Location location) {
    String text = location.text();
    boolean exact = location.type() == LocationType.EXACT;
    if (!server.isRegex()) {
      return exact
          ? Stream.of(text)
          : Stream.of("", "x", "x/hoplint", "hoplint-0").map(text::concat);
    }
    Regex regex = server.lookup().pattern(location).regex().orElse(null);
    if (regex == null) {
      return Stream.empty();
    }
    if (regex.isLiteral()) {
      return (exact ? Stream.of(text) : Stream.of("", "/", "/x", "x").map(text::concat))
          .filter(one -> regex.matches(ByteText.of(one)));
    }
    return regex.samples(MOST_SAMPLES).map(ByteText::text);
  }
}
