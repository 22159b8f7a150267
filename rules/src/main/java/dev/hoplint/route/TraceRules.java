package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.PortRef;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Takes requests in as networking.k8s.io/v1 describes it: the longest path wins, Exact before
/// Prefix. Annotations of the controller are not read.
final class TraceRules implements TraceDoor {
  private static final int MOST_NOTES = 5;

  private final World world;

  TraceRules(World world) {
    this.world = world;
  }

  /// One path of a candidate.
  private record Written(Ingress ingress, Ingress.Path path, TracePathMatch match) {}

  @Override
  public TracePassage pass(
      TraceRequest request, Controller controller, List<TraceHosts.Candidate> candidates) {
    Optional<String> path = RequestUri.normalize(request.url().target());
    if (path.isEmpty()) {
      return answered(
          List.of(
              TraceHop.of(
                  TraceHop.Kind.PATH, TraceHop.Verdict.FAILED, "the path cannot be normalised")),
          new TraceAnswer.Status(
              List.of(400),
              controller.words(),
              TraceHop.Kind.PATH,
              Certainty.LIKELY,
              "the path climbs above the root or holds a broken escape"));
    }
    List<Written> all = written(path.get(), controller, candidates);
    List<Written> matching =
        all.stream()
            .filter(one -> one.match() == TracePathMatch.YES)
            .sorted(
                Comparator.comparingInt((Written one) -> -TracePathMatch.length(one.path()))
                    .thenComparing(one -> !TracePathMatch.isExact(one.path())))
            .toList();
    return matching.isEmpty()
        ? unmatched(request, controller, candidates, all)
        : matched(request, controller, matching, all);
  }

  private static List<Written> written(
      String path, Controller controller, List<TraceHosts.Candidate> candidates) {
    List<Written> all = new ArrayList<>();
    for (TraceHosts.Candidate candidate : candidates) {
      candidate
          .rule()
          .ifPresent(
              rule ->
                  rule.paths()
                      .forEach(
                          one ->
                              all.add(
                                  new Written(
                                      candidate.ingress(),
                                      one,
                                      TracePathMatch.of(one, path, controller)))));
    }
    return all;
  }

  private TracePassage matched(
      TraceRequest request, Controller controller, List<Written> matching, List<Written> all) {
    Written winner = matching.getFirst();
    List<String> assumptions = new ArrayList<>();
    Certainty certainty = certainty(winner, all, controller, assumptions);
    TraceHop hop =
        TraceHop.at(
            TraceHop.Kind.PATH,
            TraceHop.Verdict.PASSED,
            words(winner),
            winner.ingress(),
            place(winner.path()));
    for (Written other : matching.subList(1, Math.min(matching.size(), MOST_NOTES + 1))) {
      boolean equal = isEqual(winner, other);
      if (equal && !backend(winner.path().backend()).equals(backend(other.path().backend()))) {
        certainty = Certainty.POSSIBLE;
        assumptions.add(
            winner.ingress().ref()
                + " is served before "
                + other.ingress().ref()
                + ", which has the same path");
      }
      hop =
          hop.note(
              TraceHop.Note.at(
                  "beats " + words(other) + of(winner, other),
                  other.ingress(),
                  place(other.path())));
    }
    TraceLimits.Said limits = TraceLimits.say(request, controller);
    limits.assumption().ifPresent(assumptions::add);
    List<TraceHop> hops = List.of(hop, limits.hop());
    if (limits.early().isPresent()) {
      return new TracePassage(
          hops,
          new TracePassage.Next.Answered(
              limits.early().get(), Optional.of(winner.ingress()), Optional.of(winner.path())),
          assumptions);
    }
    return new TracePassage(
        hops,
        new TracePassage.Next.Forward(
            winner.ingress(),
            Optional.of(winner.path()),
            winner.path().backend(),
            request.url().target(),
            certainty,
            limits.late(),
            Optional.empty()),
        assumptions);
  }

  private static Certainty certainty(
      Written winner, List<Written> all, Controller controller, List<String> assumptions) {
    Certainty certainty = Certainty.CERTAIN;
    for (Written one : all) {
      if (one.match() == TracePathMatch.UNSURE) {
        assumptions.add(
            "the pattern "
                + one.path().path().or("?")
                + " of "
                + one.ingress().ref()
                + " does not match");
        certainty = Certainty.POSSIBLE;
      }
    }
    boolean specific = winner.path().pathType().or("").equals("ImplementationSpecific");
    if (specific && controller.dialect().isEmpty()) {
      assumptions.add("pathType ImplementationSpecific means Prefix");
      certainty = certainty.atMost(Certainty.LIKELY);
    }
    controller
        .dialect()
        .ifPresent(
            dialect ->
                assumptions.add(
                    "neither annotations nor settings of " + dialect.id() + " change the route"));
    return controller.dialect().isPresent() ? certainty.atMost(Certainty.LIKELY) : certainty;
  }

  private static boolean isEqual(Written one, Written other) {
    return TracePathMatch.length(one.path()) == TracePathMatch.length(other.path())
        && TracePathMatch.isExact(one.path()) == TracePathMatch.isExact(other.path());
  }

  private static String of(Written winner, Written other) {
    return winner.ingress() == other.ingress() ? "" : " of " + other.ingress().ref();
  }

  private static String words(Written written) {
    return TracePathMatch.words(written.path()) + " → " + backend(written.path().backend());
  }

  static dev.hoplint.resource.Place place(Ingress.Path path) {
    return path.path().isAbsent() ? path.place() : path.path().place();
  }

  /// `Service cart:80`, for messages.
  static String backend(Ingress.Backend backend) {
    return switch (backend) {
      case Ingress.ServiceBackend(var _, var service, var port) ->
          "Service " + service.or("?") + ":" + port.get().map(PortRef::text).orElse("?");
      case Ingress.ResourceBackend(var _, var kind, var name) ->
          kind.or("resource") + " " + name.or("?");
      case Ingress.UnreadableBackend _ -> "a backend that cannot be read";
    };
  }

  private TracePassage unmatched(
      TraceRequest request,
      Controller controller,
      List<TraceHosts.Candidate> candidates,
      List<Written> all) {
    Optional<Written> unsure =
        all.stream().filter(one -> one.match() == TracePathMatch.UNSURE).findFirst();
    if (unsure.isPresent()) {
      String why =
          "the pattern "
              + unsure.get().path().path().or("?")
              + " of "
              + unsure.get().ingress().ref()
              + " is not evaluated";
      return answered(
          List.of(
              TraceHop.at(
                  TraceHop.Kind.PATH,
                  TraceHop.Verdict.UNKNOWN,
                  why,
                  unsure.get().ingress(),
                  place(unsure.get().path()))),
          new TraceAnswer.Unknown(TraceHop.Kind.PATH, why));
    }
    for (TraceHosts.Candidate candidate : candidates) {
      if (candidate.ingress().defaultBackend().isPresent()) {
        return byDefault(request, controller, candidate.ingress());
      }
    }
    return notFound(request, controller, candidates, all);
  }

  private static TracePassage byDefault(
      TraceRequest request, Controller controller, Ingress ingress) {
    Ingress.Backend backend = ingress.defaultBackend().orElseThrow();
    TraceHop hop =
        TraceHop.at(
            TraceHop.Kind.PATH,
            TraceHop.Verdict.PASSED,
            "no path matches; defaultBackend of " + ingress.ref() + " → " + backend(backend),
            ingress,
            backend.place());
    TraceLimits.Said limits = TraceLimits.say(request, controller);
    return new TracePassage(
        List.of(hop, limits.hop()),
        limits.early().isPresent()
            ? new TracePassage.Next.Answered(
                limits.early().get(), Optional.of(ingress), Optional.empty())
            : new TracePassage.Next.Forward(
                ingress,
                Optional.empty(),
                backend,
                request.url().target(),
                Certainty.LIKELY,
                limits.late(),
                Optional.empty()),
        limits.assumption().stream().toList());
  }

  private TracePassage notFound(
      TraceRequest request,
      Controller controller,
      List<TraceHosts.Candidate> candidates,
      List<Written> all) {
    String why = "no path of \"" + request.url().host() + "\" covers " + request.url().path();
    Ingress first = candidates.getFirst().ingress();
    TraceHop hop =
        TraceHop.at(
            TraceHop.Kind.PATH, TraceHop.Verdict.FAILED, why, first, first.meta().namePlace());
    for (Written one : all.subList(0, Math.min(all.size(), MOST_NOTES))) {
      hop = hop.note(TraceHop.Note.at("there is " + words(one), one.ingress(), place(one.path())));
    }
    if (all.size() > MOST_NOTES) {
      hop = hop.note(TraceHop.Note.of("and " + (all.size() - MOST_NOTES) + " more"));
    }
    boolean closed = world.visibility().of("Ingress") == Visibility.Sight.CLOSED;
    Symptom symptom = controller.symptom(Defect.NO_ROUTE);
    TraceAnswer answer =
        new TraceAnswer.Status(
            symptom.statuses(),
            symptom.from(),
            TraceHop.Kind.PATH,
            controller
                .certainty(Defect.NO_ROUTE)
                .atMost(closed ? Certainty.CERTAIN : Certainty.LIKELY),
            why);
    return new TracePassage(
        List.of(hop),
        new TracePassage.Next.Answered(answer, Optional.empty(), Optional.empty()),
        closed ? List.of() : List.of("no other Ingress serves \"" + request.url().host() + "\""));
  }

  private static TracePassage answered(List<TraceHop> hops, TraceAnswer answer) {
    return new TracePassage(
        hops,
        new TracePassage.Next.Answered(answer, Optional.empty(), Optional.empty()),
        List.of());
  }
}
