package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.request.NginxRequest;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A redirect that an Ingress writes, and the requests that meet it.
///
/// @param name of the annotation, without prefix
/// @param value as it is written
record RedirectSource(String name, String value, Place place) {
  private static final String APP_ROOT = "app-root";
  private static final String WWW = "from-to-www-redirect";
  private static final int MOST_REQUESTS = 2;

  /// A name below a wildcard host.
  private static final String LABEL = "any";

  /// The redirects of an Ingress, that to https left out: it is the controller's.
  static List<RedirectSource> of(Subject subject) {
    List<RedirectSource> sources = new ArrayList<>();
    AnnotatedRedirect.of(subject.annotations())
        .filter(AnnotatedRedirect::hasLocation)
        .map(one -> new RedirectSource(one.name(), one.url(), one.place()))
        .ifPresent(sources::add);
    written(subject, APP_ROOT).ifPresent(sources::add);
    written(subject, WWW).filter(_ -> subject.annotations().isTrue(WWW)).ifPresent(sources::add);
    RewriteTarget.of(subject)
        .filter(RewriteTarget::isRedirect)
        .map(one -> new RedirectSource("rewrite-target", one.text(), one.place()))
        .ifPresent(sources::add);
    return sources;
  }

  private static Optional<RedirectSource> written(Subject subject, String name) {
    return subject.annotations().value(name)
            instanceof AnnotationValue.Valid(String text, Place place)
        ? Optional.of(new RedirectSource(name, text, place))
        : Optional.empty();
  }

  boolean isWww() {
    return name.equals(WWW);
  }

  /// Whether clients resolve it against the URL they asked: neither scheme nor leading slash.
  boolean isRelative() {
    return name.equals(AnnotatedRedirect.PERMANENT)
        && !value.startsWith("/")
        && !value.contains("://");
  }

  /// Requests that a host's clients send and that meet it.
  List<NginxRequest> requests(Subject subject, VirtualHost host) {
    String requested = requested(host);
    boolean tls =
        host.tlsFrom()
            .or(() -> subject.hosts().above(requested).flatMap(VirtualHost::tlsFrom))
            .isPresent();
    String scheme = tls ? "https" : "http";
    if (isWww()) {
      String other = requested.startsWith("www.") ? requested.substring(4) : "www." + requested;
      return List.of(NginxRequest.get(scheme, other, "/"));
    }
    if (name.equals(APP_ROOT)) {
      return List.of(NginxRequest.get(scheme, requested, "/"));
    }
    return targets(subject, host).stream()
        .limit(MOST_REQUESTS)
        .map(target -> NginxRequest.get(scheme, requested, target))
        .toList();
  }

  /// A name that the host takes.
  private static String requested(VirtualHost host) {
    if (host.isCatchAll()) {
      return "*";
    }
    return host.name().startsWith("*.") ? LABEL + host.name().substring(1) : host.name();
  }

  /// A path that each location of the Ingress takes.
  private static Set<String> targets(Subject subject, VirtualHost host) {
    Set<String> targets = new LinkedHashSet<>();
    host.server().locations().stream()
        .filter(one -> one.path().isPresent() && one.ingress().filter(subject::is).isPresent())
        .forEach(
            location ->
                host.server().samples(location).stream().findFirst().ifPresent(targets::add));
    return targets;
  }
}
