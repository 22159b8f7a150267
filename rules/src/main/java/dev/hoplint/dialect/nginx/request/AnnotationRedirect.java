package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.resource.Ingress;
import java.util.Optional;
import java.util.Set;

/// temporal-redirect and permanent-redirect (A/redirect/redirect.go `Parse`): a temporary one wins,
/// and one without scheme switches the group off.
public final class AnnotationRedirect {
  /// The codes for which nginx sends a Location (ngx_http_send_response).
  private static final Set<Integer> WITH_LOCATION = Set.of(301, 302, 303, 307, 308);

  private static final long LOWEST = 300;

  private AnnotationRedirect() {}

  /// What an Ingress's annotations redirect to.
  ///
  /// @param name of the annotation that counts
  /// @param url as it is written
  /// @param code as nginx sends it
  public record Target(String name, String url, int code) {
    /// Whether nginx sends a Location header with the code.
    public boolean hasLocation() {
      return WITH_LOCATION.contains(code);
    }
  }

  /// The redirect of an Ingress; empty where its requests are not redirected by an annotation.
  public static Optional<Target> target(Annotations annotations) {
    if (annotations.value("temporal-redirect")
            instanceof AnnotationValue.Invalid(var _, var outcome, var _, var _)
        && outcome == AnnotationOutcome.GROUP_OFF) {
      return Optional.empty();
    }
    return target(annotations, "temporal-redirect", 302, 307)
        .or(() -> target(annotations, "permanent-redirect", 301, 308));
  }

  private static Optional<Target> target(
      Annotations annotations, String name, int fallback, long highest) {
    long written = annotations.number(name + "-code").orElse((long) fallback);
    int code = written < LOWEST || written > highest ? fallback : (int) written;
    return annotations
        .text(name)
        .filter(url -> !url.isEmpty())
        .map(url -> new Target(name, url, code));
  }

  static Optional<Decision> of(Visit visit) {
    Optional<Ingress> ingress = visit.location().ingress();
    Optional<Target> target = visit.rewriting().flatMap(AnnotationRedirect::target);
    if (ingress.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Decision.Redirect(
            target.get().code(),
            target.get().hasLocation()
                ? Optional.of(location(visit, target.get().url()))
                : Optional.empty(),
            visit.reason(target.get().name())));
  }

  /// nginx makes a path absolute, and leaves all else as it is.
  private static String location(Visit visit, String url) {
    boolean relative =
        visit.rewriting().filter(one -> one.isTrue("relative-redirects")).isPresent();
    return url.startsWith("/") && !relative
        ? visit.request().scheme() + "://" + visit.hostName() + url
        : url;
  }
}
