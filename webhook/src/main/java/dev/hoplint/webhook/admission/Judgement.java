package dev.hoplint.webhook.admission;

import dev.hoplint.rule.Finding;
import java.util.Comparator;

/// A finding and what it leads to.
record Judgement(Finding finding, Proof proof, Verdict verdict) {
  /// The worst first; then in an order that depends on nothing but the findings.
  static final Comparator<Judgement> WORST_FIRST =
      Comparator.comparing(Judgement::verdict)
          .thenComparing(one -> one.finding().severity(), Comparator.reverseOrder())
          .thenComparing(one -> one.finding().certainty())
          .thenComparing(Judgement::proof)
          .thenComparing(one -> one.finding().rule().id())
          .thenComparing(one -> one.finding().place().path().toString())
          .thenComparing(one -> one.finding().object().map(Object::toString).orElse(""))
          .thenComparing(one -> one.finding().message());

  Judgement as(Verdict other) {
    return new Judgement(finding, proof, other);
  }
}
