package dev.hoplint.builtin.annotation;

import dev.hoplint.dialect.nginx.AnnotationOutcome;
import dev.hoplint.outcome.Symptom;
import java.util.Optional;

/// What a refused value does to requests.
///
/// @param words the rest of a sentence: `all its paths answer 503`
record Consequence(String words, Symptom symptom) {
  /// Empty for outcomes that refuse nothing.
  static Optional<Consequence> of(ServedIngress served, String name, AnnotationOutcome outcome) {
    return switch (outcome) {
      case REJECT -> Optional.of(dropped(served));
      case DENY503 -> Optional.of(new Consequence("all its paths answer 503", served.answers(503)));
      case DENY403 ->
          Optional.of(new Consequence("every path of its hosts answers 403", served.answers(403)));
      case GROUP_OFF ->
          Optional.of(
              name.startsWith("auth-")
                  ? new Consequence(
                      "auth-url is dropped with it and nobody is authenticated",
                      served.effect("requests pass without authentication"))
                  : new Consequence(
                      "all its redirect annotations are dropped",
                      served.effect("requests reach the backend")));
      case DEFAULT, NGINX_T_FAIL -> Optional.empty();
    };
  }

  static Consequence dropped(ServedIngress served) {
    return new Consequence(
        "the controller drops the whole Ingress",
        served
            .answers(404)
            .withEffect("the Ingress is dropped, a changed one keeps its old state"));
  }
}
