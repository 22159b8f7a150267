package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.LocationOrigin;
import dev.hoplint.dialect.nginx.LocationSettings;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The phases of one location.
final class LocationPhases {
  private final Visit visit;
  private final Endpoints endpoints;

  LocationPhases(Visit visit, Endpoints endpoints) {
    this.visit = visit;
    this.endpoints = endpoints;
  }

  /// Every decision that some phase would take, in the order of phases; the first is the one that
  /// counts. Never empty.
  ///
  /// @param addsSlash whether nginx found the location by adding a slash
  List<Decision> all(boolean addsSlash) {
    List<Decision> all = new ArrayList<>();
    BodySize.exceeded(visit).ifPresent(all::add);
    if (addsSlash) {
      all.add(slash());
      return all;
    }
    Optional<Decision> denial = denial();
    if (denial.isPresent()) {
      all.add(denial.get());
      return all;
    }
    preflight().ifPresent(all::add);
    AnnotationRedirect.of(visit).ifPresent(all::add);
    Rewrite.Result rewritten = Rewrite.of(visit);
    if (rewritten instanceof Rewrite.Ended(Decision decision)) {
      all.add(decision);
    }
    TlsRedirect.of(visit).ifPresent(all::add);
    backend(rewritten).ifPresent(all::add);
    return all;
  }

  private Decision slash() {
    String location =
        RequestUri.escape(visit.location().text()) + RequestUri.arguments(visit.request().target());
    boolean relative =
        visit.rewriting().filter(one -> one.isTrue("relative-redirects")).isPresent();
    return new Decision.Redirect(
        301,
        Optional.of(
            relative ? location : visit.request().scheme() + "://" + visit.hostName() + location),
        Reason.of(
            "nginx adds the slash of "
                + visit.location().words()
                + (relative ? "" : ", with its own scheme")));
  }

  /// The location holds nothing but `return 503`.
  private Optional<Decision> denial() {
    return visit
        .location()
        .settings()
        .denial()
        .map(
            (LocationSettings.Denial denial) ->
                new Decision.Reply(
                    503,
                    Reason.of(
                        denial.annotation() + " " + denial.why() + ", which denies every request",
                        visit.location().ingress().orElseThrow(),
                        denial.place())));
  }

  private Optional<Decision> preflight() {
    return visit
        .annotations()
        .filter(one -> one.isTrue("enable-cors"))
        .filter(_ -> visit.request().method().equals("OPTIONS"))
        .map(_ -> new Decision.Reply(204, visit.reason("enable-cors")));
  }

  private Optional<Decision> backend(Rewrite.Result rewritten) {
    Optional<Ingress> ingress = visit.location().ingress();
    if (ingress.isEmpty() || visit.location().backend().isEmpty()) {
      return Optional.of(
          new Decision.Reply(
              404,
              Reason.of("no path of the host matches, and the default backend answers 404")
                  .atMost(
                      visit.location().origin() == LocationOrigin.DEFAULT
                          ? Certainty.CERTAIN
                          : Certainty.LIKELY)));
    }
    if (!(visit.location().backend().get() instanceof Ingress.ServiceBackend backend)) {
      return Optional.of(
          new Decision.Reply(
              404, Reason.of("the backend is no Service, so the default backend answers")));
    }
    return switch (endpoints.of(ingress.get(), backend)) {
      case Endpoints.None(String why) -> Optional.of(withoutEndpoints(ingress.get(), backend, why));
      case Endpoints.Some _, Endpoints.Unknown _ ->
          rewritten instanceof Rewrite.Uri(String uri, Reason reason)
              ? Optional.of(new Decision.Forward(ingress.get(), backend, uri, reason))
              : Optional.empty();
    };
  }

  private Decision withoutEndpoints(Ingress ingress, Ingress.ServiceBackend backend, String why) {
    Optional<String> other =
        visit.annotations().flatMap((Annotations one) -> one.text("default-backend"));
    return other.isPresent()
        ? new Decision.NotAnalysed(
            Reason.of(
                why + ", and the Service of default-backend answers", ingress, backend.place()))
        : new Decision.Reply(503, Reason.of(why, ingress, backend.place()));
  }
}
