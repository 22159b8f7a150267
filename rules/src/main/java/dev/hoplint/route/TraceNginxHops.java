package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.Annotations;
import dev.hoplint.dialect.nginx.CanaryPath;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationType;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.request.Decision;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.dialect.nginx.request.Reason;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The stations of one request inside ingress-nginx, made of what its simulation says.
final class TraceNginxHops {
  private static final int MOST_NOTES = 5;

  private final NginxModel model;
  private final TraceRequest request;
  private final Controller controller;
  private final Hop hop;
  private final Optional<CanaryPath> canary;
  private final Ingress first;
  private final List<TraceHop> hops = new ArrayList<>();

  /// @param canary who takes the request for certain in place of the primary
  /// @param first some Ingress of the host
  TraceNginxHops(
      NginxModel model,
      TraceRequest request,
      Controller controller,
      Hop hop,
      Optional<CanaryPath> canary,
      Ingress first) {
    this.model = model;
    this.canary = canary;
    this.request = request;
    this.controller = controller;
    this.hop = hop;
    this.first = first;
  }

  /// Whether the controller's ConfigMap may give another answer.
  boolean needsSettings() {
    boolean plain = request.scheme().equals("http");
    return (hop.decision() instanceof Decision.Redirect && hop.certainty() != Certainty.CERTAIN)
        || (plain && hop.decision() instanceof Decision.Forward)
        || (request.bodyBytes().isPresent() && !annotated("proxy-body-size"))
        || (request.slowSeconds().isPresent() && !annotated("proxy-read-timeout"));
  }

  /// Whether no path of the host covers the request.
  boolean isNotFound() {
    return hop.decision() instanceof Decision.Reply(int status, Reason _)
        && status == 404
        && hop.location().flatMap(Location::backend).isEmpty();
  }

  private boolean annotated(String name) {
    return owner().flatMap(one -> model.annotations(one).text(name)).isPresent();
  }

  private Optional<Ingress> owner() {
    return hop.location().flatMap(Location::ingress);
  }

  TracePassage passage(Certainty certainty, List<String> assumptions) {
    hop.location().ifPresent(location -> hops.add(path(location)));
    TracePassage.Next next =
        switch (hop.decision()) {
          case Decision.Reply(int status, Reason reason) -> replied(status, reason, certainty);
          case Decision.Redirect redirect -> redirected(redirect, certainty);
          case Decision.NotAnalysed(Reason reason) -> notAnalysed(reason);
          case Decision.Forward forward -> forwarded(forward, certainty);
        };
    return new TracePassage(hops, next, assumptions);
  }

  private TraceHop path(Location location) {
    Server server = hop.host().host().server();
    String text =
        location.isDefault() && location.backend().isEmpty()
            ? "no path covers " + request.url().path()
            : written(location) + leads(location);
    TraceHop made =
        location.ingress().isPresent() && TraceNginx.place(location).isPresent()
            ? TraceHop.at(
                TraceHop.Kind.PATH,
                TraceHop.Verdict.PASSED,
                text,
                location.ingress().get(),
                TraceNginx.place(location).get())
            : TraceHop.of(TraceHop.Kind.PATH, TraceHop.Verdict.PASSED, text);
    if (server.isRegex()) {
      made =
          made.note(
              TraceHop.Note.of("tried as the regex ^" + location.text() + regexCause(server)));
    }
    for (TraceHop.Note note : beaten(server, location)) {
      made = made.note(note);
    }
    return made;
  }

  private static String regexCause(Server server) {
    return server.regexCauses().isEmpty()
        ? ""
        : ", because "
            + server.regexCauses().getFirst().ref()
            + " makes every path of the host one";
  }

  private static String written(Location location) {
    return location
        .path()
        .map(TracePathMatch::words)
        .orElseGet(() -> location.isDefault() ? "no path matches, the default" : "defaultBackend");
  }

  private static String leads(Location location) {
    return location.backend().map(backend -> " → " + TraceRules.backend(backend)).orElse("");
  }

  /// Other paths that cover the request, and lose; where nothing covers it, the paths there are.
  private List<TraceHop.Note> beaten(Server server, Location winner) {
    String uri = RequestUri.normalize(request.url().target()).orElse("/");
    boolean nothing = winner.isDefault() && winner.backend().isEmpty();
    List<TraceHop.Note> notes = new ArrayList<>();
    List<Ingress.Path> seen = new ArrayList<>();
    winner.path().ifPresent(seen::add);
    for (Location other : server.locations()) {
      boolean counts =
          other.path().isPresent()
              && seen.stream().noneMatch(one -> one == other.path().get())
              && (nothing || covers(other, uri));
      if (!counts) {
        continue;
      }
      seen.add(other.path().get());
      if (notes.size() == MOST_NOTES) {
        notes.add(TraceHop.Note.of("and more"));
        break;
      }
      String of =
          other.ingress().equals(winner.ingress())
              ? ""
              : other.ingress().map(one -> " of " + one.ref()).orElse("");
      notes.add(
          TraceHop.Note.at(
              (nothing ? "there is " : "beats ") + written(other) + of + leads(other),
              other.ingress().orElse(first),
              TraceNginx.place(other).orElseGet(() -> first.meta().namePlace())));
    }
    return notes;
  }

  private static boolean covers(Location location, String uri) {
    return location.type() == LocationType.EXACT
        ? uri.equals(location.text())
        : uri.startsWith(location.text()) || (uri + "/").equals(location.text());
  }

  private TracePassage.Next replied(int status, Reason reason, Certainty certainty) {
    TraceHop.Kind kind =
        switch (status) {
          case 413 -> TraceHop.Kind.LIMIT;
          case 204 -> TraceHop.Kind.REDIRECT;
          case 500 -> TraceHop.Kind.REWRITE;
          default -> TraceHop.Kind.PATH;
        };
    boolean fails = status >= 400;
    if (kind == TraceHop.Kind.PATH && !hops.isEmpty()) {
      hops.set(hops.size() - 1, hops.getLast().with(TraceHop.Verdict.FAILED));
    } else {
      add(kind, fails ? TraceHop.Verdict.FAILED : TraceHop.Verdict.ANSWERED, reason);
    }
    return answered(
        new TraceAnswer.Status(
            List.of(status),
            controller.words(),
            kind,
            // Another Ingress may serve what these do not.
            isNotFound() && !model.isClosed() ? certainty.atMost(Certainty.LIKELY) : certainty,
            isNotFound()
                ? "no path of \"" + request.url().host() + "\" covers " + request.url().path()
                : reason.words()));
  }

  private TracePassage.Next redirected(Decision.Redirect redirect, Certainty certainty) {
    add(TraceHop.Kind.REDIRECT, TraceHop.Verdict.ANSWERED, redirect.reason());
    for (Reason beaten : hop.beaten()) {
      if (beaten.place().isPresent()) {
        hops.set(hops.size() - 1, hops.getLast().note(note("beats " + beaten.words(), beaten)));
      }
    }
    return answered(
        redirect.location().isPresent()
            ? new TraceAnswer.Redirect(
                redirect.status(),
                redirect.location().get(),
                controller.words(),
                TraceHop.Kind.REDIRECT,
                certainty,
                redirect.reason().words())
            : new TraceAnswer.Status(
                List.of(redirect.status()),
                controller.words(),
                TraceHop.Kind.REDIRECT,
                certainty,
                redirect.reason().words() + " sends no Location with this code"));
  }

  private TracePassage.Next notAnalysed(Reason reason) {
    add(TraceHop.Kind.PATH, TraceHop.Verdict.UNKNOWN, reason);
    return answered(new TraceAnswer.Unknown(TraceHop.Kind.PATH, reason.words()));
  }

  private TracePassage.Next answered(TraceAnswer answer) {
    return new TracePassage.Next.Answered(answer, owner(), hop.location().flatMap(Location::path));
  }

  private TracePassage.Next forwarded(Decision.Forward forward, Certainty certainty) {
    Annotations annotations = model.annotations(forward.ingress());
    ControllerSettings settings = model.settings(forward.ingress());
    TraceNginxLimits limits = new TraceNginxLimits(annotations, settings, forward.ingress());
    hops.add(limits.hop());
    boolean rewritten = hop.location().filter(Location::needsRewrite).isPresent();
    if (rewritten) {
      add(
          TraceHop.Kind.REWRITE,
          TraceHop.Verdict.PASSED,
          new Reason(
              forward.reason().words() + " makes it " + forward.uri(),
              forward.reason().ingress(),
              forward.reason().place(),
              forward.reason().certainty()));
    }
    Optional<TraceAnswer> late =
        request.slowSeconds().flatMap(seconds -> limits.late(seconds, controller));
    if (canary.isPresent()) {
      return toCanary(canary.get(), forward.uri(), certainty, late);
    }
    return new TracePassage.Next.Forward(
        forward.ingress(),
        hop.location().flatMap(Location::path),
        forward.backend(),
        forward.uri(),
        certainty,
        late,
        annotations
            .text("default-backend")
            .map(name -> "the Service \"" + name + "\" of default-backend answers instead"));
  }

  /// Limits and rewrites stay those of the primary Ingress.
  private TracePassage.Next toCanary(
      CanaryPath taking, String uri, Certainty certainty, Optional<TraceAnswer> late) {
    hops.set(
        0,
        hops.getFirst()
            .note(
                TraceHop.Note.at(
                    "canary "
                        + taking.ingress().ref()
                        + " takes it → "
                        + TraceRules.backend(taking.path().backend()),
                    taking.ingress(),
                    taking.path().place())));
    return new TracePassage.Next.Forward(
        taking.ingress(),
        Optional.of(taking.path()),
        taking.path().backend(),
        uri,
        certainty,
        late,
        Optional.of("the primary Service answers where the canary has no endpoints"));
  }

  private void add(TraceHop.Kind kind, TraceHop.Verdict verdict, Reason reason) {
    Optional<Place> place = reason.place();
    hops.add(
        new TraceHop(
            kind, verdict, reason.words(), reason.ingress().map(one -> one), place, List.of()));
  }

  private static TraceHop.Note note(String text, Reason reason) {
    return new TraceHop.Note(text, reason.ingress().map(one -> one), reason.place());
  }
}
