package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationOrigin;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.List;
import java.util.Optional;

/// What stands at server level, before any location: it holds for the whole host, whichever Ingress
/// wrote it.
final class ServerPhases {
  private final NginxModel model;
  private final VirtualHost host;
  private final Server server;

  ServerPhases(NginxModel model, VirtualHost host, Server server) {
    this.model = model;
    this.host = host;
    this.server = server;
  }

  Optional<Decision> decide(NginxRequest request, String uri) {
    Optional<Decision> denied = denied();
    return denied.isPresent() || !uri.equals("/") ? denied : appRoot(request);
  }

  /// A client certificate setting that cannot be read denies the whole host.
  private Optional<Decision> denied() {
    for (Ingress ingress : host.isCatchAll() ? List.<Ingress>of() : server.ingresses()) {
      if (model.annotations(ingress).value("auth-tls-secret")
              instanceof AnnotationValue.Invalid(String text, var outcome, String why, Place place)
          && outcome == AnnotationOutcome.DENY403) {
        return Optional.of(
            new Decision.Reply(
                403, Reason.of("auth-tls-secret \"" + text + "\" " + why, ingress, place)));
      }
    }
    return Optional.empty();
  }

  /// `if ($uri = /) { return 302 … }`, once for each location that carries it; the first wins.
  private Optional<Decision> appRoot(NginxRequest request) {
    for (Location location : server.locations()) {
      Optional<Ingress> ingress = location.ingress();
      if (ingress.isPresent()
          && location.origin() != LocationOrigin.CATCH_ALL_BACKEND
          && model.annotations(ingress.get()).value("app-root")
              instanceof AnnotationValue.Valid(String text, Place place)) {
        return Optional.of(
            new Decision.Redirect(
                302,
                Optional.of(request.scheme() + "://" + request.host() + text),
                Reason.of("app-root \"" + text + "\"", ingress.get(), place)));
      }
    }
    return Optional.empty();
  }
}
