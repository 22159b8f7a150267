package dev.hoplint.builtin.limit;

import dev.hoplint.builtin.annotation.ServedIngress;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.resource.Place;
import java.util.Optional;

/// How long the proxy waits for the backends of an Ingress.
///
/// @param isDefault whether nobody chose it, as far as the input shows
/// @param words what says it: `proxy-read-timeout`, `the default proxy-read-timeout`
/// @param place the line a person would edit
record ReadTimeout(long seconds, boolean isDefault, String words, Place place) {
  static final String NAME = "proxy-read-timeout";

  /// Empty where the annotation is not used or cannot be known.
  static Optional<ReadTimeout> of(ServedIngress served) {
    return switch (served.annotations().value(NAME)) {
      case AnnotationValue.Valid(String _, Place place) ->
          served
              .annotations()
              .number(NAME)
              .map(seconds -> new ReadTimeout(seconds, false, NAME, place));
      case AnnotationValue.Absent _ -> {
        boolean written = served.settings().get(NAME).isWritten();
        yield Optional.of(
            new ReadTimeout(
                served.settings().number(NAME),
                !written,
                (written ? "the controller's " : "the default ") + NAME,
                served.ingress().meta().namePlace()));
      }
      // timeout-ignored speaks about these.
      case AnnotationValue.Empty _, AnnotationValue.Unknown _, AnnotationValue.Invalid _ ->
          Optional.empty();
    };
  }
}
