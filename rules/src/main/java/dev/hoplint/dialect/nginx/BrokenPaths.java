package dev.hoplint.dialect.nginx;

import dev.hoplint.dialect.nginx.pcre.Pcre;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Paths that nginx cannot read: no PCRE on a regex host, or, before versions quoted them, texts
/// that end their own line.
final class BrokenPaths {
  private BrokenPaths() {}

  static List<ConfigFailure> of(VirtualHost host) {
    List<ConfigFailure> found = new ArrayList<>();
    Server server = host.server();
    Set<String> seen = new HashSet<>();
    for (Location location : server.locations()) {
      WorkLimit.check();
      if (location.ingress().isEmpty() || !seen.add(location.pathText())) {
        continue;
      }
      invalid(server, location).ifPresent(found::add);
      unquoted(host, server, location).ifPresent(found::add);
    }
    if (found.isEmpty() || host.always(one -> one.isRegex() == server.isRegex())) {
      return found;
    }
    return found.stream().map(one -> one.atMost(Certainty.LIKELY)).toList();
  }

  private static Optional<ConfigFailure> invalid(Server server, Location location) {
    if (!server.isRegex()
        || !(server.lookup().pattern(location) instanceof Pcre.Invalid(String why))) {
      return Optional.empty();
    }
    List<ConfigFailure.Culprit> culprits = new ArrayList<>();
    culprits.add(DuplicateLocations.culprit(location));
    if (!ServerBuilder.makesRegex(location)) {
      server.locations().stream()
          .filter(ServerBuilder::makesRegex)
          .findFirst()
          .filter(one -> one.ingress().isPresent())
          .map(DuplicateLocations::culprit)
          .ifPresent(culprits::add);
    }
    return Optional.of(
        new ConfigFailure(
            ConfigFailure.Kind.INVALID_REGEX,
            "pcre2_compile() failed: " + why + " in \"^" + location.text() + "\"",
            culprits,
            Certainty.CERTAIN));
  }

  private static Optional<ConfigFailure> unquoted(
      VirtualHost host, Server server, Location location) {
    boolean quotes =
        host.version()
            .filter(
                version ->
                    version.isAtLeast(1, 15, 0)
                        || (version.minor() == 14 && version.isAtLeast(1, 14, 3))
                        || (version.minor() == 13 && version.isAtLeast(1, 13, 7)))
            .isPresent();
    String ends = server.isRegex() ? "\"" : " \t;{";
    boolean broken = location.text().chars().anyMatch(one -> ends.indexOf(one) >= 0);
    return quotes || !broken
        ? Optional.empty()
        : Optional.of(
            new ConfigFailure(
                ConfigFailure.Kind.UNQUOTED_PATH,
                "the version of the controller writes the path \""
                    + location.pathText()
                    + "\" without quotes",
                List.of(DuplicateLocations.culprit(location)),
                Certainty.CERTAIN));
  }
}
