package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.Optional;

/// from-to-www-redirect: a server of its own for the other name (pkg/util/ingress/ingress.go
/// `BuildRedirects`, lua/nginx/ngx_srv_redirect.lua). Skipped where the other name is a host.
final class WwwRedirect {
  private static final String WWW = "www.";

  private WwwRedirect() {}

  static Optional<Decision> of(NginxModel model, VirtualHosts hosts, NginxRequest request) {
    String name = VirtualHosts.normalized(request.host());
    if (hosts.get(name).filter(VirtualHost::exists).isPresent()) {
      return Optional.empty();
    }
    String to = name.startsWith(WWW) ? name.substring(WWW.length()) : WWW + name;
    Optional<VirtualHost> host = hosts.get(to).filter(VirtualHost::exists);
    if (host.isEmpty() || host.get().isCatchAll()) {
      return Optional.empty();
    }
    for (Ingress ingress : host.get().ingresses()) {
      if (model.annotations(ingress).isTrue("from-to-www-redirect")
          && model.annotations(ingress).value("from-to-www-redirect")
              instanceof AnnotationValue.Valid(String text, Place place)) {
        return Optional.of(
            redirect(
                model.settings(ingress),
                request,
                to,
                Reason.of("from-to-www-redirect \"" + text + "\"", ingress, place)));
      }
    }
    return Optional.empty();
  }

  private static Decision redirect(
      ControllerSettings settings, NginxRequest request, String to, Reason reason) {
    boolean forwarded = settings.bool("use-forwarded-headers");
    String scheme =
        forwarded
            ? request.headers().getOrDefault("x-forwarded-proto", request.scheme())
            : request.scheme();
    String own = request.scheme().equals("https") ? "443" : "80";
    String port = forwarded ? request.headers().getOrDefault("x-forwarded-port", own) : own;
    return new Decision.Redirect(
        (int) settings.number("http-redirect-code"),
        Optional.of(scheme + "://" + to + ":" + port + request.target()),
        reason.atMost(settings.get("http-redirect-code").certainty()));
  }
}
