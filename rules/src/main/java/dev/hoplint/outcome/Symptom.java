package dev.hoplint.outcome;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a client sees because of a defect.
///
/// @param statuses the possible status codes, ascending; empty where `effect` says it in words
/// @param effect what happens instead of or beside a status: `wrong backend`, `connection refused`
/// @param from who answers: `ingress-nginx`, `the ingress controller`
/// @param assumed what the answer rests on that the input does not show: `class name "nginx"`
/// @param request an example, where one is known: `GET http://shop.example/cart`
public record Symptom(
    List<Integer> statuses,
    Optional<String> effect,
    String from,
    Optional<String> assumed,
    When when,
    Share share,
    Optional<String> request) {
  public Symptom {
    statuses = List.copyOf(statuses);
    Objects.requireNonNull(from, "from is null");
  }

  /// A status for all requests, always.
  public static Symptom of(String from, List<Integer> statuses) {
    return new Symptom(
        statuses,
        Optional.empty(),
        from,
        Optional.empty(),
        When.ALWAYS,
        Share.ALL,
        Optional.empty());
  }

  /// An effect that is no status.
  public static Symptom effect(String from, String effect) {
    return of(from, List.of()).withEffect(effect);
  }

  public Symptom withEffect(String text) {
    return new Symptom(statuses, Optional.of(text), from, assumed, when, share, request);
  }

  public Symptom assuming(Optional<String> assumption) {
    return new Symptom(statuses, effect, from, assumption, when, share, request);
  }

  public Symptom when(When moment) {
    return new Symptom(statuses, effect, from, assumed, moment, share, request);
  }

  public Symptom share(Share part) {
    return new Symptom(statuses, effect, from, assumed, when, part, request);
  }

  public Symptom forRequest(String example) {
    return new Symptom(statuses, effect, from, assumed, when, share, Optional.of(example));
  }
}
