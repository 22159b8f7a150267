package dev.hoplint.dialect.nginx.request;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.Optional;

/// Why a hop ends as it does.
///
/// @param words a clause, for people: `permanent-redirect "https://new.example/"`
/// @param ingress the Ingress that decided; empty for settings of the controller and defaults
/// @param place where it is written; empty for a default
public record Reason(
    String words, Optional<Ingress> ingress, Optional<Place> place, Certainty certainty) {
  static Reason of(String words) {
    return new Reason(words, Optional.empty(), Optional.empty(), Certainty.CERTAIN);
  }

  static Reason of(String words, Ingress ingress, Place place) {
    return new Reason(words, Optional.of(ingress), Optional.of(place), Certainty.CERTAIN);
  }

  Reason atMost(Certainty limit) {
    return new Reason(words, ingress, place, certainty.atMost(limit));
  }
}
