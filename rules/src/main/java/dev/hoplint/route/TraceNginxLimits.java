package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.AnnotationValue;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.List;
import java.util.Optional;

/// How large a body may be and how long ingress-nginx waits, for the paths of one Ingress.
final class TraceNginxLimits {
  private static final long DEFAULT_SECONDS = 60;

  private final Ingress ingress;
  private final Limit body;
  private final Limit wait;

  /// A limit in force.
  ///
  /// @param source `proxy-body-size`, or `default`
  private record Limit(String value, String source, Optional<Place> place, Certainty certainty) {}

  TraceNginxLimits(Annotations annotations, ControllerSettings settings, Ingress ingress) {
    this.ingress = ingress;
    this.body = limit("proxy-body-size", annotations, settings);
    this.wait = limit("proxy-read-timeout", annotations, settings);
  }

  private static Limit limit(String name, Annotations annotations, ControllerSettings settings) {
    if (annotations.value(name) instanceof AnnotationValue.Valid(String text, Place place)) {
      return new Limit(text, name, Optional.of(place), Certainty.CERTAIN);
    }
    ControllerSettings.Setting setting = settings.get(name);
    return new Limit(
        setting.value(),
        setting.isWritten() ? name + " of the controller" : "default",
        setting.place(),
        setting.certainty());
  }

  TraceHop hop() {
    String text =
        (body.value().equals("0") ? "bodies of any size" : "bodies up to " + body.value())
            + " ("
            + body.source()
            + "), "
            + seconds()
            + " s of silence ("
            + wait.source()
            + ")";
    Optional<Place> place = body.place().or(wait::place);
    return new TraceHop(
        TraceHop.Kind.LIMIT,
        TraceHop.Verdict.PASSED,
        text,
        place.map(_ -> ingress),
        place,
        List.of());
  }

  private long seconds() {
    try {
      return Long.parseLong(wait.value());
    } catch (NumberFormatException _) {
      return DEFAULT_SECONDS;
    }
  }

  /// The answer in place of the application's, where that is silent for too long. The limit is
  /// between two reads, and none comes before the answer.
  Optional<TraceAnswer> late(long silent, Controller controller) {
    if (silent <= seconds()) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceAnswer.Status(
            List.of(504),
            controller.words(),
            TraceHop.Kind.LIMIT,
            wait.certainty(),
            "the application is silent for "
                + silent
                + " s, and "
                + controller.words()
                + " waits "
                + seconds()
                + " s between two reads ("
                + wait.source()
                + ")"));
  }
}
