package dev.hoplint.builtin.path;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationMatch;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.outcome.Symptom;
import java.util.List;
import java.util.Optional;

/// Where a host leads a request, as far as a client can tell: to a Service, or to a status.
///
/// @param status 0 where a Service answers
/// @param by the location that serves it; empty where nginx answers itself
record Answer(Optional<Upstream> upstream, int status, Optional<Location> by) {
  /// Empty where it cannot be said.
  static Optional<Answer> of(LocationMatch match) {
    return switch (match) {
      case LocationMatch.Matched(Location location) -> Optional.of(of(location));
      case LocationMatch.SlashRedirect(Location location) ->
          Optional.of(new Answer(Optional.empty(), 301, Optional.of(location)));
      case LocationMatch.BuiltIn(var _, int status) ->
          Optional.of(new Answer(Optional.empty(), status, Optional.empty()));
      case LocationMatch.NotAnalysed _ -> Optional.empty();
    };
  }

  static Answer of(Location location) {
    if (location.settings().denial().isPresent()) {
      return new Answer(Optional.empty(), 503, Optional.of(location));
    }
    Optional<Upstream> upstream =
        location
            .ingress()
            .flatMap(
                ingress -> location.backend().flatMap(backend -> Upstream.of(ingress, backend)));
    return new Answer(upstream, upstream.isPresent() ? 0 : 404, Optional.of(location));
  }

  /// Whether a client can tell the answers apart.
  boolean differsFrom(Answer other) {
    return status != other.status || !upstream.equals(other.upstream);
  }

  /// `path "/" of Ingress "shop"`, or `404`.
  String words() {
    return status == 0 ? by.map(Location::words).orElse("nginx") : Integer.toString(status);
  }

  Symptom symptom(Controller controller) {
    String from = controller.words();
    return (status == 0 ? Symptom.effect(from, "wrong backend") : Symptom.of(from, List.of(status)))
        .assuming(controller.assumed());
  }
}
