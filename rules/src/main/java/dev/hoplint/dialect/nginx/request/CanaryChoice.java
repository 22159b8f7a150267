package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.CanaryPath;
import dev.hoplint.dialect.nginx.Upstream;
import dev.hoplint.resource.Ingress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Whether a canary takes a request (lua/balancer.lua `route_to_alternative_balancer`): by header,
/// then by cookie, then by weight.
final class CanaryChoice {
  private enum Answer {
    CANARY,
    PRIMARY,
    PERHAPS
  }

  private static final long WHOLE = 100;

  private CanaryChoice() {}

  /// The canary that takes the request, or may take it; empty where the primary keeps it.
  static Optional<Hop.Maybe> of(Visit visit) {
    Optional<CanaryPath> merged = visit.hosts().canaries().of(visit.location());
    if (merged.isEmpty()) {
      return Optional.empty();
    }
    Ingress canary = merged.get().ingress();
    Answer answer = answer(visit.model().annotations(canary), visit.request().headers());
    if (answer == Answer.PRIMARY) {
      return Optional.empty();
    }
    String service =
        Upstream.of(canary, merged.get().path().backend())
            .map(Upstream::toString)
            .orElse("its Service");
    String words = "canary " + canary.quoted() + (answer == Answer.CANARY ? " sends" : " may send");
    return Optional.of(
        new Hop.Maybe(
            Optional.empty(),
            Reason.of(words + " the request to " + service, canary, merged.get().path().place())));
  }

  /// The canary that takes the request for certain.
  static Optional<CanaryPath> taking(Visit visit) {
    return visit
        .hosts()
        .canaries()
        .of(visit.location())
        .filter(
            canary ->
                answer(visit.model().annotations(canary.ingress()), visit.request().headers())
                    == Answer.CANARY);
  }

  private static Answer answer(Annotations canary, Map<String, String> headers) {
    Optional<String> header =
        canary
            .text("canary-by-header")
            .flatMap(name -> Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))));
    if (header.isPresent()) {
      Optional<String> wanted = canary.text("canary-by-header-value");
      if (wanted.isPresent()) {
        if (header.equals(wanted)) {
          return Answer.CANARY;
        }
      } else if (canary.text("canary-by-header-pattern").isPresent()) {
        return Answer.PERHAPS;
      } else if (header.get().equals("always")) {
        return Answer.CANARY;
      } else if (header.get().equals("never")) {
        return Answer.PRIMARY;
      }
    }
    Optional<String> cookie = canary.text("canary-by-cookie").map(name -> cookie(headers, name));
    if (cookie.filter("always"::equals).isPresent()) {
      return Answer.CANARY;
    }
    return cookie.filter("never"::equals).isPresent() ? Answer.PRIMARY : byWeight(canary);
  }

  private static Answer byWeight(Annotations canary) {
    long weight = canary.number("canary-weight").orElse(0L);
    long total = Math.max(WHOLE, canary.number("canary-weight-total").orElse(WHOLE));
    if (weight <= 0) {
      return Answer.PRIMARY;
    }
    return weight >= total ? Answer.CANARY : Answer.PERHAPS;
  }

  private static String cookie(Map<String, String> headers, String name) {
    for (String pair : headers.getOrDefault("cookie", "").split(";", -1)) {
      String stripped = pair.strip();
      if (stripped.startsWith(name + "=")) {
        return stripped.substring(name.length() + 1);
      }
    }
    return "";
  }
}
