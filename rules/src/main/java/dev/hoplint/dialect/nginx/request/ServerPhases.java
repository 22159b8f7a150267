package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.ServerAnnotations;
import java.util.Optional;

/// What stands at server level, before any location.
final class ServerPhases {
  private ServerPhases() {}

  static Optional<Decision> decide(
      ServerAnnotations annotations, NginxRequest request, String uri) {
    Optional<Decision> denied = annotations.denial().map(ServerPhases::denied);
    return denied.isPresent() || !uri.equals("/")
        ? denied
        : annotations.appRoot().map(one -> appRoot(one, request));
  }

  private static Decision denied(ServerAnnotations.Written written) {
    return new Decision.Reply(
        403,
        Reason.of(
            "auth-tls-secret \"" + written.text() + "\" " + written.why(),
            written.ingress(),
            written.place()));
  }

  private static Decision appRoot(ServerAnnotations.Written written, NginxRequest request) {
    return new Decision.Redirect(
        302,
        Optional.of(request.scheme() + "://" + request.host() + written.text()),
        Reason.of("app-root \"" + written.text() + "\"", written.ingress(), written.place()));
  }
}
