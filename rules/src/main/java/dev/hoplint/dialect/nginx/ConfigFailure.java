package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.List;

/// Something that makes `nginx -t` refuse the generated configuration. Then no change of any
/// Ingress takes effect, endpoints included: C `syncIngress` returns before it configures backends.
///
/// @param why a clause, in nginx's own words where it has some: `duplicate location "/foo/"`
/// @param culprits what makes it together, at least one
/// @param certainty [Certainty#LIKELY] for what is inferred, or depends on which Ingress is older
public record ConfigFailure(Kind kind, String why, List<Culprit> culprits, Certainty certainty) {
  public ConfigFailure {
    culprits = List.copyOf(culprits);
  }

  /// What goes wrong.
  public enum Kind {
    /// Two locations with the same text on a host without regexes.
    DUPLICATE_LOCATION,
    /// Two locations of external authentication with the same name.
    DUPLICATE_AUTH_LOCATION,
    /// A path of a regex host that PCRE does not compile.
    INVALID_REGEX,
    /// A path that ends its own line: before versions quoted paths.
    UNQUOTED_PATH,
    /// One annotation's value.
    VALUE,
    /// Values of several annotations that do not fit.
    COMBINATION,
    /// A name of `server-alias`.
    SERVER_ALIAS
  }

  /// One part of it.
  ///
  /// @param what `path "/foo"` or `proxy-buffer-size "1g"`
  public record Culprit(Ingress ingress, String what, Place place) {}

  ConfigFailure atMost(Certainty limit) {
    return new ConfigFailure(kind, why, culprits, certainty.atMost(limit));
  }

  /// Whether an Ingress has a part in it.
  public boolean concerns(Ingress ingress) {
    return culprits.stream().anyMatch(one -> one.ingress() == ingress);
  }
}
