package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A request that is answered otherwise because other Ingresses make its host a regex host (T
/// `enforceRegexModifier`).
///
/// @param victim the Ingress whose path the request was made for; it has no use-regex and no
///   rewrite-target
/// @param uri a normalised request path
/// @param before what would serve it if the host had no regexes
/// @param after what serves it
public record RegexLeak(Ingress victim, String uri, LocationMatch before, LocationMatch after) {
  /// The first of a host, in the order of its configuration; empty where sampled requests keep
  /// their answers. Exact paths are not sampled: they stop being exact, which is another matter.
  static Optional<RegexLeak> first(VirtualHost host) {
    Server server = host.server();
    if (!server.isRegex() || server.unknown().isPresent()) {
      return Optional.empty();
    }
    Set<Ingress> causes = Collections.newSetFromMap(new IdentityHashMap<>());
    causes.addAll(server.regexCauses());
    Steps steps = new Steps(Steps.ONE_HOST);
    Set<String> tried = new HashSet<>();
    for (Location location : host.plain().locations()) {
      Optional<Ingress> owner = location.ingress().filter(one -> !causes.contains(one));
      boolean exact = location.path().filter(path -> path.pathType().is("Exact")).isPresent();
      if (owner.isEmpty()
          || exact
          || location.origin() != LocationOrigin.PATH
          || !tried.add(location.pathText())) {
        continue;
      }
      for (String uri : samples(location.pathText())) {
        LocationMatch before = host.plain().lookup().find(uri, steps);
        LocationMatch after = server.lookup().find(uri, steps);
        if (differ(before, after)) {
          return Optional.of(new RegexLeak(owner.get(), uri, before, after));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> samples(String text) {
    String below = text.endsWith("/") ? text + "x" : text + "/x";
    return List.of(text, below, text + "x").stream().filter(NormalPath::isNormal).toList();
  }

  private static boolean differ(LocationMatch before, LocationMatch after) {
    return switch (before) {
      case LocationMatch.Matched(Location one) ->
          switch (after) {
            case LocationMatch.Matched(Location other) -> !leadAlike(one, other);
            case LocationMatch.SlashRedirect _, LocationMatch.BuiltIn _ -> true;
            case LocationMatch.NotAnalysed _ -> false;
          };
      case LocationMatch.SlashRedirect _, LocationMatch.BuiltIn _ ->
          !(after instanceof LocationMatch.NotAnalysed);
      case LocationMatch.NotAnalysed _ -> false;
    };
  }

  private static boolean leadAlike(Location one, Location other) {
    boolean samePath =
        one.path().filter(path -> other.path().filter(it -> it == path).isPresent()).isPresent();
    return samePath || upstream(one).equals(upstream(other));
  }

  private static String upstream(Location location) {
    return location
        .backend()
        .map(
            backend ->
                backend instanceof Ingress.ServiceBackend(var _, var service, var port)
                    ? location.ingress().map(Ingress::namespace).orElse("")
                        + "/"
                        + service.or("")
                        + ":"
                        + port.get().map(Object::toString).orElse("")
                    : "")
        .orElse("");
  }
}
