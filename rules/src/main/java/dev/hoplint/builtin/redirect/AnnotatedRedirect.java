package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.request.AnnotationRedirect;
import dev.hoplint.resource.Place;
import java.util.Optional;

/// The redirect that answers every request to the paths of an Ingress, with its places.
///
/// @param target what the controller makes of the annotations
/// @param codePlace where the code is written; empty for the default, which also takes the place of
///   codes outside of the accepted range
record AnnotatedRedirect(AnnotationRedirect.Target target, Place place, Optional<Place> codePlace) {
  static final String TEMPORAL = "temporal-redirect";
  static final String PERMANENT = "permanent-redirect";

  private static final long LEAST_CODE = 300;

  /// The redirect in effect; empty where there is none, where it is dropped, and where a temporal
  /// one, which would win, cannot be read.
  static Optional<AnnotatedRedirect> of(Annotations annotations) {
    if (annotations.value(TEMPORAL) instanceof AnnotationValue.Unknown) {
      return Optional.empty();
    }
    return AnnotationRedirect.target(annotations)
        .flatMap(
            target ->
                place(annotations, target.name())
                    .map(
                        place ->
                            new AnnotatedRedirect(target, place, codePlace(annotations, target))));
  }

  private static Optional<Place> place(Annotations annotations, String name) {
    return annotations.value(name) instanceof AnnotationValue.Valid(String _, Place place)
        ? Optional.of(place)
        : Optional.empty();
  }

  private static Optional<Place> codePlace(
      Annotations annotations, AnnotationRedirect.Target target) {
    String name = target.name() + "-code";
    return annotations
        .number(name)
        .filter(code -> code == target.code())
        .flatMap(_ -> place(annotations, name));
  }

  /// The last code that the annotation takes.
  static long lastCode(String name) {
    return name.equals(TEMPORAL) ? 307 : 308;
  }

  static boolean isAccepted(String name, long code) {
    return code >= LEAST_CODE && code <= lastCode(name);
  }

  String name() {
    return target.name();
  }

  /// Where it leads, as it is written.
  String url() {
    return target.url();
  }

  /// The code that clients get.
  int code() {
    return target.code();
  }

  boolean hasLocation() {
    return target.hasLocation();
  }
}
