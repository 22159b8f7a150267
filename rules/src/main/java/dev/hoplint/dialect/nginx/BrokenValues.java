package dev.hoplint.dialect.nginx;

import dev.hoplint.outcome.Certainty;
import java.util.ArrayList;
import java.util.List;

/// Single values that nginx refuses, as [AnnotationFaults] knows them.
final class BrokenValues {
  private BrokenValues() {}

  static List<ConfigFailure> of(ReadIngress read) {
    List<ConfigFailure> found = new ArrayList<>();
    for (Annotations.Written written : read.annotations().all()) {
      boolean has =
          written.row().flatMap(AnnotationRow::need).map(read.annotations()::meets).orElse(true);
      if (has
          && read.annotations().value(written.name())
              instanceof AnnotationValue.Invalid(var text, var outcome, var why, var place)
          && outcome == AnnotationOutcome.NGINX_T_FAIL) {
        String what = written.name() + " \"" + text + "\"";
        found.add(
            new ConfigFailure(
                ConfigFailure.Kind.VALUE,
                what + " " + why,
                List.of(new ConfigFailure.Culprit(read.ingress(), what, place)),
                AnnotationFaults.of(written.name(), text.strip())
                    .map(AnnotationFaults.Fault::certainty)
                    .orElse(Certainty.CERTAIN)));
      }
    }
    return found;
  }
}
