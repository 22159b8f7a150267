package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.List;
import java.util.Optional;

/// Annotations that stand at server level, before any location: they hold for the whole host,
/// whichever Ingress wrote them.
///
/// @param denial a client certificate setting that cannot be read, which denies every request
/// @param appRoot `if ($uri = /) { return 302 … }`, once for each location that carries it; the
///   first wins
public record ServerAnnotations(Optional<Written> denial, Optional<Written> appRoot) {
  /// An annotation's value.
  ///
  /// @param why what is wrong with it; empty for a valid one
  public record Written(Ingress ingress, String text, String why, Place place) {}

  static ServerAnnotations of(Server server, NginxModel model) {
    return new ServerAnnotations(denial(server, model), appRoot(server, model));
  }

  private static Optional<Written> denial(Server server, NginxModel model) {
    boolean catchAll = server.host().equals(ServerBuilder.CATCH_ALL);
    for (Ingress ingress : catchAll ? List.<Ingress>of() : server.ingresses()) {
      if (model.annotations(ingress).value("auth-tls-secret")
              instanceof AnnotationValue.Invalid(String text, var outcome, String why, Place place)
          && outcome == AnnotationOutcome.DENY403) {
        return Optional.of(new Written(ingress, text, why, place));
      }
    }
    return Optional.empty();
  }

  private static Optional<Written> appRoot(Server server, NginxModel model) {
    for (Location location : server.locations()) {
      Optional<Ingress> ingress = location.ingress();
      if (ingress.isPresent()
          && location.origin() != LocationOrigin.CATCH_ALL_BACKEND
          && model.annotations(ingress.get()).value("app-root")
              instanceof AnnotationValue.Valid(String text, Place place)) {
        return Optional.of(new Written(ingress.get(), text, "", place));
      }
    }
    return Optional.empty();
  }
}
