package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Place;
import java.util.Optional;

/// What the controller makes of one annotation of an Ingress.
public sealed interface AnnotationValue {
  /// Nothing is written.
  record Absent() implements AnnotationValue {}

  /// A placeholder, or no string.
  record Unknown(Place place) implements AnnotationValue {}

  /// An empty string, which counts as nothing.
  record Empty(Place place) implements AnnotationValue {}

  /// A value that is used.
  ///
  /// @param text trimmed line by line, as the controller does
  record Valid(String text, Place place) implements AnnotationValue {}

  /// A value that is not used.
  ///
  /// @param text as it is written
  /// @param why the rest of a sentence about the value: `is not a whole number`
  record Invalid(String text, AnnotationOutcome outcome, String why, Place place)
      implements AnnotationValue {}

  /// The text that is used.
  default Optional<String> used() {
    return this instanceof Valid(String text, Place _) ? Optional.of(text) : Optional.empty();
  }

  /// Whether anything readable is written, right or wrong.
  default boolean isWritten() {
    return this instanceof Valid || this instanceof Invalid;
  }
}
