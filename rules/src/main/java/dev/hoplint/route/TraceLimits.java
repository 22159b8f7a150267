package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How long a controller waits and how large a body it takes, where no annotation of it is read.
///
/// Sources: F5 NGINX, HAProxy, Traefik and Contour from their sources and documentation; the cloud
/// load balancers and Kong from experience, so never certain.
final class TraceLimits {
  private static final long MEBIBYTE = 1024 * 1024;

  /// The shortest default of all controllers: below it nobody gives up.
  private static final long SHORTEST_WAIT = 15;

  private TraceLimits() {}

  /// @param seconds how long it waits
  /// @param what what that counts: `between two reads`
  private record Wait(long seconds, String what, Certainty certainty) {}

  private static Optional<Wait> wait(Dialect dialect) {
    return switch (dialect.id()) {
      case "ingress-nginx", "f5-nginx" ->
          Optional.of(new Wait(60, "between two reads", Certainty.CERTAIN));
      case "haproxy" -> Optional.of(new Wait(50, "for the answer", Certainty.CERTAIN));
      case "contour", "cilium" -> Optional.of(new Wait(15, "in all", Certainty.LIKELY));
      case "aws-alb", "kong" -> Optional.of(new Wait(60, "for the answer", Certainty.LIKELY));
      case "gce" -> Optional.of(new Wait(30, "for the answer", Certainty.LIKELY));
      default -> Optional.empty();
    };
  }

  private static Optional<Long> body(Dialect dialect) {
    return switch (dialect.id()) {
      case "ingress-nginx", "f5-nginx" -> Optional.of(MEBIBYTE);
      default -> Optional.empty();
    };
  }

  /// What the limits say to a request.
  ///
  /// @param hop the station
  /// @param early the answer before a backend is asked
  /// @param late the answer in place of the application's
  record Said(
      TraceHop hop,
      Optional<TraceAnswer> early,
      Optional<TraceAnswer> late,
      Optional<String> assumption) {}

  static Said say(TraceRequest request, Controller controller) {
    return controller
        .dialect()
        .map(dialect -> known(request, controller, dialect))
        .orElseGet(() -> unknown(request));
  }

  private static Said known(TraceRequest request, Controller controller, Dialect dialect) {
    Optional<Long> body = body(dialect);
    Optional<Wait> wait = wait(dialect);
    List<String> words = new ArrayList<>();
    words.add(body.map(bytes -> "bodies up to " + size(bytes)).orElse("bodies of any size"));
    words.add(
        wait.map(one -> one.seconds() + " s " + one.what()).orElse("no limit for a slow answer"));
    TraceHop hop =
        TraceHop.of(
            TraceHop.Kind.LIMIT,
            TraceHop.Verdict.PASSED,
            String.join(", ", words) + " (defaults of " + dialect.id() + ")");
    boolean large =
        body.isPresent() && request.bodyBytes().filter(bytes -> bytes > body.get()).isPresent();
    boolean slow =
        wait.isPresent()
            && request.slowSeconds().filter(time -> time > wait.get().seconds()).isPresent();
    boolean asked = request.bodyBytes().isPresent() || request.slowSeconds().isPresent();
    return new Said(
        large ? hop.with(TraceHop.Verdict.FAILED) : hop,
        large
            ? Optional.of(tooLarge(controller, request.bodyBytes().orElse(0L), body.get()))
            : Optional.empty(),
        slow
            ? Optional.of(tooSlow(controller, request.slowSeconds().orElse(0L), wait.get()))
            : Optional.empty(),
        asked
            ? Optional.of("nothing changes the limits that " + dialect.id() + " has by default")
            : Optional.empty());
  }

  private static TraceAnswer tooLarge(Controller controller, long bytes, long limit) {
    return status(
        controller,
        Defect.BODY_TOO_LARGE,
        Certainty.LIKELY,
        "a body of "
            + size(bytes)
            + " is larger than the "
            + size(limit)
            + " that "
            + controller.words()
            + " takes by default");
  }

  private static TraceAnswer tooSlow(Controller controller, long seconds, Wait wait) {
    return status(
        controller,
        Defect.SLOW_RESPONSE,
        wait.certainty().atMost(Certainty.LIKELY),
        "the application answers after "
            + seconds
            + " s, and "
            + controller.words()
            + " waits "
            + wait.seconds()
            + " s "
            + wait.what());
  }

  private static TraceAnswer status(
      Controller controller, Defect defect, Certainty most, String why) {
    Symptom symptom = controller.symptom(defect);
    return new TraceAnswer.Status(
        symptom.statuses(),
        symptom.from(),
        TraceHop.Kind.LIMIT,
        controller.certainty(defect).atMost(most),
        why);
  }

  private static Said unknown(TraceRequest request) {
    TraceHop hop =
        TraceHop.of(
            TraceHop.Kind.LIMIT,
            TraceHop.Verdict.PASSED,
            "not known, because the controller is not known");
    Optional<String> problem =
        request.bodyBytes().filter(bytes -> bytes > MEBIBYTE).isPresent()
            ? Optional.of("whether the controller takes a body of that size is not known")
            : request.slowSeconds().filter(time -> time > SHORTEST_WAIT).isPresent()
                ? Optional.of("how long the controller waits for an answer is not known")
                : Optional.empty();
    return new Said(
        problem.isPresent() ? hop.with(TraceHop.Verdict.UNKNOWN) : hop,
        Optional.empty(),
        problem.map(why -> new TraceAnswer.Unknown(TraceHop.Kind.LIMIT, why)),
        Optional.empty());
  }

  /// `20m`, `512k`, `1000 bytes`: as nginx writes sizes.
  static String size(long bytes) {
    if (bytes >= MEBIBYTE && bytes % MEBIBYTE == 0) {
      return bytes / MEBIBYTE + "m";
    }
    return bytes >= 1024 && bytes % 1024 == 0 ? bytes / 1024 + "k" : bytes + " bytes";
  }
}
