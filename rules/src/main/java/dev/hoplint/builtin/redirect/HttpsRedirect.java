package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.RuleContext;
import java.util.Optional;

/// Why an Ingress redirects http to https (rootfs/etc/nginx/lua/lua_ingress.lua,
/// `redirect_to_https`).
///
/// @param cause what asks for it: `force-ssl-redirect`, `tls`
/// @param place where that is written; for a setting of the controller, the Ingress's name
record HttpsRedirect(Ingress ingress, String cause, Place place) {
  private static final String FORCE = "force-ssl-redirect";
  private static final String REDIRECT = "ssl-redirect";

  /// Empty where it does not redirect, where another redirect answers before, and where a value
  /// cannot be read.
  static Optional<HttpsRedirect> of(Ingress ingress, RuleContext context) {
    return Subject.of(ingress, context)
        .filter(subject -> !subject.redirects())
        .flatMap(HttpsRedirect::of);
  }

  private static Optional<HttpsRedirect> of(Subject subject) {
    ControllerSettings settings = subject.settings();
    AnnotationValue force = subject.annotations().value(FORCE);
    AnnotationValue redirect = subject.annotations().value(REDIRECT);
    if (force instanceof AnnotationValue.Unknown || redirect instanceof AnnotationValue.Unknown) {
      return Optional.empty();
    }
    if (subject.annotations().bool(FORCE).orElse(settings.bool(FORCE))) {
      Place place =
          force instanceof AnnotationValue.Valid(String _, Place written)
              ? written
              : subject.ingress().meta().namePlace();
      return Optional.of(new HttpsRedirect(subject.ingress(), FORCE, place));
    }
    return subject.annotations().bool(REDIRECT).orElse(settings.bool(REDIRECT))
        ? tls(subject)
        : Optional.empty();
  }

  /// A certificate is registered for the host where any of its Ingresses has `tls`.
  private static Optional<HttpsRedirect> tls(Subject subject) {
    return subject.namedHosts().stream()
        .map(VirtualHost::tlsFrom)
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            owner ->
                new HttpsRedirect(
                    subject.ingress(),
                    "tls",
                    subject.is(owner)
                        ? owner.tls().getFirst().place()
                        : subject.ingress().meta().namePlace()));
  }

  String words() {
    return cause + " of " + ingress.quoted();
  }
}
