package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import java.util.Optional;

/// ssl-redirect and force-ssl-redirect (A/rewrite; lua/lua_ingress.lua `redirect_to_https`).
final class TlsRedirect {
  private static final String FORCE = "force-ssl-redirect";
  private static final String NORMAL = "ssl-redirect";

  private TlsRedirect() {}

  static Optional<Decision> of(Visit visit) {
    if (!scheme(visit).equals("http") || isExempt(visit)) {
      return Optional.empty();
    }
    return why(visit).map(reason -> redirect(visit, reason));
  }

  /// The scheme that decides: nginx's own, or the header's where the controller trusts it.
  private static String scheme(Visit visit) {
    String own = visit.request().scheme();
    return visit.bool("use-forwarded-headers", false)
        ? visit.request().headers().getOrDefault("x-forwarded-proto", own)
        : own;
  }

  private static boolean isExempt(Visit visit) {
    String list =
        visit.settings() == null
            ? "/.well-known/acme-challenge"
            : visit.settings().get("no-tls-redirect-locations").value();
    for (String prefix : list.split(",", -1)) {
      if (!prefix.isBlank() && visit.location().text().startsWith(prefix.strip())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Reason> why(Visit visit) {
    Optional<Annotations> annotations = visit.rewriting();
    Optional<Boolean> forced = annotations.flatMap(one -> one.bool(FORCE));
    if (forced.orElseGet(() -> visit.bool(FORCE, false))) {
      return Optional.of(forced.isPresent() ? visit.reason(FORCE) : visit.setting(FORCE));
    }
    Optional<Boolean> wanted = annotations.flatMap(one -> one.bool(NORMAL));
    if (!wanted.orElseGet(() -> visit.bool(NORMAL, true))) {
      return Optional.empty();
    }
    Reason reason = wanted.isPresent() ? visit.reason(NORMAL) : visit.setting(NORMAL);
    return certificate(visit)
        .map(
            from ->
                new Reason(
                    reason.words() + ", and " + from.words(),
                    reason.ingress().or(from::ingress),
                    reason.place().or(from::place),
                    reason.certainty().atMost(from.certainty())));
  }

  /// Where the certificate comes from that is registered for the host: any `tls` of the host, or of
  /// the wildcard host above it.
  private static Optional<Reason> certificate(Visit visit) {
    return tls(visit.host(), Certainty.CERTAIN)
        .or(
            () ->
                visit.hosts().above(visit.hostName()).flatMap(host -> tls(host, Certainty.LIKELY)));
  }

  private static Optional<Reason> tls(VirtualHost host, Certainty certainty) {
    return host.tlsFrom()
        .map(
            (Ingress from) ->
                Reason.of("tls of " + from.quoted(), from, from.tls().getFirst().place())
                    .atMost(certainty));
  }

  private static Decision redirect(Visit visit, Reason reason) {
    ControllerSettings settings = visit.settings();
    boolean keeps =
        visit
            .rewriting()
            .flatMap(one -> one.bool("preserve-trailing-slash"))
            .orElseGet(() -> visit.bool("preserve-trailing-slash", false));
    String target = visit.request().target();
    String uri = !keeps && target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
    boolean trusts = visit.bool("use-forwarded-headers", false);
    String host =
        trusts
            ? VirtualHosts.normalized(
                visit.request().headers().getOrDefault("x-forwarded-host", visit.hostName()))
            : visit.hostName();
    Reason code = visit.setting("http-redirect-code");
    return new Decision.Redirect(
        settings == null ? 308 : code(settings),
        Optional.of("https://" + host + uri),
        reason.atMost(code.certainty()));
  }

  private static int code(ControllerSettings settings) {
    long code = settings.number("http-redirect-code");
    return code == 301 || code == 302 || code == 307 ? (int) code : 308;
  }
}
