package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Place;
import java.util.Optional;

/// What annotations say about how locations are built. Only effective values: an invalid
/// rewrite-target neither rewrites nor makes a host regex (A/rewrite/main.go).
///
/// @param rewriteTarget the target, where it is rendered and not empty
/// @param useRegex `use-regex` is true
/// @param canary `canary` is true: the Ingress builds no locations
/// @param hasExternalAuth `auth-url` is set
/// @param denial what makes every path answer 503 (`LocationDeniedError`)
/// @param unknown why the settings cannot be known; empty where they are
public record LocationSettings(
    Optional<String> rewriteTarget,
    boolean useRegex,
    boolean canary,
    boolean hasExternalAuth,
    Optional<Denial> denial,
    Optional<String> unknown) {
  public static final LocationSettings NONE =
      new LocationSettings(
          Optional.empty(), false, false, false, Optional.empty(), Optional.empty());

  /// An annotation whose value denies every request.
  ///
  /// @param annotation without prefix
  public record Denial(String annotation, String why, Place place) {}

  static LocationSettings of(Annotations annotations) {
    if (annotations.isEmpty()) {
      return NONE;
    }
    return new LocationSettings(
        rendered(annotations, "rewrite-target").filter(text -> !text.isEmpty()),
        annotations.isTrue("use-regex"),
        annotations.isTrue("canary"),
        annotations.text("auth-url").filter(url -> !url.isEmpty()).isPresent(),
        denial(annotations),
        unknown(annotations));
  }

  /// The same without what makes a host regex.
  LocationSettings plain() {
    return new LocationSettings(Optional.empty(), false, canary, hasExternalAuth, denial, unknown);
  }

  /// A value that nginx refuses is rendered before it is refused.
  private static Optional<String> rendered(Annotations annotations, String name) {
    return switch (annotations.value(name)) {
      case AnnotationValue.Valid(String text, Place _) -> Optional.of(text);
      case AnnotationValue.Invalid(String text, AnnotationOutcome outcome, String _, Place _)
          when outcome == AnnotationOutcome.NGINX_T_FAIL ->
          Optional.of(text.strip());
      case AnnotationValue.Invalid _,
          AnnotationValue.Absent _,
          AnnotationValue.Empty _,
          AnnotationValue.Unknown _ ->
          Optional.empty();
    };
  }

  private static Optional<Denial> denial(Annotations annotations) {
    for (Annotations.Written written : annotations.all()) {
      boolean read =
          written
              .row()
              .flatMap(AnnotationRow::need)
              .filter(AnnotationNeed::read)
              .map(annotations::meets)
              .orElse(true);
      if (read
          && annotations.value(written.name())
              instanceof AnnotationValue.Invalid(var _, var outcome, var why, var place)
          && outcome == AnnotationOutcome.DENY503) {
        return Optional.of(new Denial(written.name(), why, place));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> unknown(Annotations annotations) {
    for (String name : new String[] {"rewrite-target", "use-regex", "canary"}) {
      if (annotations.value(name) instanceof AnnotationValue.Unknown) {
        return Optional.of("a placeholder is the value of " + name);
      }
    }
    return Optional.empty();
  }
}
