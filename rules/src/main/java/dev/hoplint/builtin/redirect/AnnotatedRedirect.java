package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.resource.Place;
import java.util.Optional;
import java.util.Set;

/// The redirect that answers every request to the paths of an Ingress: temporal over permanent
/// (internal/ingress/annotations/redirect/redirect.go, `Parse`).
///
/// @param name of the annotation, without prefix
/// @param url where it leads, as it is written
/// @param code the code that clients get
/// @param codePlace where the code is written; empty for the default, which also takes the place of
///   codes outside of the accepted range
record AnnotatedRedirect(
    String name, String url, Place place, long code, Optional<Place> codePlace) {
  static final String TEMPORAL = "temporal-redirect";
  static final String PERMANENT = "permanent-redirect";

  /// The only codes that get a Location (ngx_http_send_response).
  private static final Set<Long> WITH_LOCATION = Set.of(301L, 302L, 303L, 307L, 308L);

  private static final long LEAST_CODE = 300;

  /// The redirect in effect; empty where there is none, where it is dropped, and where it cannot be
  /// read.
  static Optional<AnnotatedRedirect> of(Annotations annotations) {
    return switch (annotations.value(TEMPORAL)) {
      case AnnotationValue.Valid(String url, Place place) ->
          Optional.of(of(annotations, TEMPORAL, url, place));
      case AnnotationValue.Absent _, AnnotationValue.Empty _ -> permanent(annotations);
      case AnnotationValue.Unknown _, AnnotationValue.Invalid _ -> Optional.empty();
    };
  }

  private static Optional<AnnotatedRedirect> permanent(Annotations annotations) {
    return annotations.value(PERMANENT) instanceof AnnotationValue.Valid(String url, Place place)
        ? Optional.of(of(annotations, PERMANENT, url, place))
        : Optional.empty();
  }

  private static AnnotatedRedirect of(
      Annotations annotations, String name, String url, Place place) {
    long code = annotations.number(name + "-code").orElse(defaultCode(name));
    return isAccepted(name, code)
        ? new AnnotatedRedirect(name, url, place, code, codePlace(annotations, name))
        : new AnnotatedRedirect(name, url, place, defaultCode(name), Optional.empty());
  }

  private static Optional<Place> codePlace(Annotations annotations, String name) {
    return annotations.value(name + "-code") instanceof AnnotationValue.Valid(String _, Place place)
        ? Optional.of(place)
        : Optional.empty();
  }

  static long defaultCode(String name) {
    return name.equals(TEMPORAL) ? 302 : 301;
  }

  /// The last code that the annotation takes.
  static long lastCode(String name) {
    return name.equals(TEMPORAL) ? 307 : 308;
  }

  static boolean isAccepted(String name, long code) {
    return code >= LEAST_CODE && code <= lastCode(name);
  }

  boolean hasLocation() {
    return WITH_LOCATION.contains(code);
  }
}
