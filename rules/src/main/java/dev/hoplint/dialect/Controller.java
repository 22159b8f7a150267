package dev.hoplint.dialect;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Who serves an Ingress, as far as that is known.
///
/// @param dialect empty where the controller is unknown
/// @param assumed what the dialect rests on where only a name suggests it: `class name "nginx"`
public record Controller(Optional<Dialect> dialect, Optional<String> assumed) {
  public static final Controller UNKNOWN = new Controller(Optional.empty(), Optional.empty());

  static Controller known(Dialect dialect) {
    return new Controller(Optional.of(dialect), Optional.empty());
  }

  static Controller assumed(Dialect dialect, String why) {
    return new Controller(Optional.of(dialect), Optional.of(why));
  }

  public boolean is(Dialect wanted) {
    return dialect.filter(wanted::equals).isPresent();
  }

  /// Whether a backend may name a targetPort: only where it is known that the controller takes it.
  public boolean acceptsTargetPort() {
    return dialect.filter(Dialect::acceptsTargetPort).isPresent();
  }

  /// Who answers, for messages.
  public String words() {
    return dialect.map(Dialect::id).orElse("the ingress controller");
  }

  /// What a client gets for a defect; the codes of all known data planes where the controller is
  /// unknown.
  public Symptom symptom(Defect defect) {
    return Symptom.of(words(), statuses(defect)).assuming(assumed);
  }

  /// How sure the status of a defect is. A set of codes over all data planes is certain as a set.
  public Certainty certainty(Defect defect) {
    return dialect
        .map(known -> known.profile().answers().get(defect))
        .map(Profile.Answer::certainty)
        .orElse(Certainty.CERTAIN);
  }

  private List<Integer> statuses(Defect defect) {
    TreeSet<Integer> codes = new TreeSet<>();
    for (Dialect one : dialect.map(List::of).orElseGet(Dialects::all)) {
      Profile.Answer answer = one.profile().answers().get(defect);
      if (answer != null) {
        codes.addAll(answer.statuses());
      }
    }
    return List.copyOf(codes);
  }
}
