package dev.hoplint.cli.report;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Share;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Place;
import dev.hoplint.rule.Finding;
import dev.hoplint.text.Position;
import java.util.List;

/// The words of a finding's first line.
final class Headline {
  private Headline() {}

  /// `k8s/web.yaml:14:23`, or the object and field where there is no text.
  static String place(Place place) {
    return switch (place) {
      case Place.InText(var source, var span, var _) -> {
        Position start = source.position(span.start());
        yield Printable.line(source.name()) + ":" + start.line() + ":" + start.column();
      }
      case Place.InObject(var object, var path) ->
          Printable.line(path.isRoot() ? object.toString() : object + " " + path);
    };
  }

  /// `likely 502 or 503 from ingress-nginx during rollouts`; empty where there is nothing to say.
  static String symptom(Finding finding) {
    String sure = finding.certainty() == Certainty.CERTAIN ? "" : finding.certainty().word();
    String seen = finding.symptom().map(Headline::words).orElse("");
    return Printable.line(sure.isEmpty() || seen.isEmpty() ? sure + seen : sure + " " + seen);
  }

  private static String words(Symptom symptom) {
    StringBuilder words = new StringBuilder(what(symptom));
    if (!symptom.from().isEmpty()) {
      words.append(" from ").append(symptom.from());
    }
    if (symptom.share() == Share.SOME) {
      words.append(" for some requests");
    }
    words.append(
        switch (symptom.when()) {
          case ALWAYS -> "";
          case ROLLOUT -> " during rollouts";
          case LOAD -> " under load";
          case DRAIN -> " during node drains";
          case LATER -> " later";
        });
    symptom
        .assumed()
        .ifPresent(assumed -> words.append(" (assumed from ").append(assumed).append(')'));
    return words.toString();
  }

  private static String what(Symptom symptom) {
    String codes = codes(symptom.statuses());
    String effect = symptom.effect().orElse("");
    if (codes.isEmpty() || effect.isEmpty()) {
      return codes + effect;
    }
    return codes + " (" + effect + ")";
  }

  /// `502`, `502 or 503`, `502, 503 or 504`.
  private static String codes(List<Integer> statuses) {
    StringBuilder codes = new StringBuilder();
    for (int i = 0; i < statuses.size(); i++) {
      codes.append(i == 0 ? "" : i == statuses.size() - 1 ? " or " : ", ").append(statuses.get(i));
    }
    return codes.toString();
  }
}
