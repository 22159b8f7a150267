package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.Dialect;
import dev.hoplint.dialect.Dialects;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Defect;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.world.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows requests through a world. Immutable; one serves many requests.
public final class Tracer {
  private final RouteGraph graph;
  private final TraceHosts hosts;
  private final TraceDoor rules;
  private final TraceNginx nginx;

  public Tracer(RouteGraph graph) {
    this.graph = graph;
    this.hosts = new TraceHosts(graph.world());
    this.rules = new TraceRules(graph.world());
    this.nginx = new TraceNginx(graph);
  }

  /// Follows a request and the redirects it gets.
  public Trace trace(TraceRequest request) {
    List<TraceLeg> legs = new ArrayList<>();
    Set<String> assumptions = new LinkedHashSet<>();
    TraceRequest next = request;
    while (true) {
      TraceLeg leg = leg(next, assumptions);
      legs.add(leg);
      if (!(leg.answer() instanceof TraceAnswer.Redirect redirect)) {
        return new Trace(legs, new Trace.End.Answered(), List.copyOf(assumptions));
      }
      Optional<TraceUrl> target = next.url().resolve(redirect.location());
      if (target.isEmpty() || serving(target.get().host()).isEmpty()) {
        return new Trace(legs, new Trace.End.Leaves(), List.copyOf(assumptions));
      }
      next = next.redirected(redirect.code(), target.get());
      int before = index(legs, next);
      if (before >= 0) {
        return new Trace(legs, new Trace.End.Loop(before), List.copyOf(assumptions));
      }
      if (legs.size() > Trace.MOST_REDIRECTS) {
        return new Trace(legs, new Trace.End.TooMany(), List.copyOf(assumptions));
      }
    }
  }

  private static int index(List<TraceLeg> legs, TraceRequest request) {
    for (int i = 0; i < legs.size(); i++) {
      TraceRequest other = legs.get(i).request();
      if (other.url().equals(request.url()) && other.method().equals(request.method())) {
        return i;
      }
    }
    return -1;
  }

  /// Names that only ingress-nginx makes out of annotations come after names that rules write, and
  /// before rules for every host.
  private List<TraceHosts.Candidate> serving(String host) {
    List<TraceHosts.Candidate> written = hosts.serving(host);
    boolean named = !written.isEmpty() && written.getFirst().host().equals(host) && !host.isEmpty();
    if (named) {
      return written;
    }
    return nginx.alias(host).map(List::of).orElse(written);
  }

  private TraceLeg leg(TraceRequest request, Set<String> assumptions) {
    List<TraceHosts.Candidate> candidates = serving(request.url().host());
    if (candidates.isEmpty()) {
      return unserved(request, assumptions);
    }
    if (!hosts.together(candidates)) {
      return alternatives(request, candidates);
    }
    Map<Controller, List<TraceHosts.Candidate>> byController = byController(candidates);
    Controller controller = byController.keySet().iterator().next();
    if (byController.size() > 1) {
      assumptions.add(
          "requests for \""
              + request.url().host()
              + "\" go to "
              + controller.words()
              + ", although "
              + String.join(
                  " and ", byController.keySet().stream().skip(1).map(Controller::words).toList())
              + " serves the host, too");
    }
    controller.assumed().ifPresent(why -> assumptions.add(why + " means " + controller.words()));
    List<TraceHosts.Candidate> own = byController.getOrDefault(controller, candidates);
    List<TraceHop> hops = new ArrayList<>();
    hops.add(controllerHop(controller, own.getFirst().ingress()));
    hops.add(hostHop(request, own));
    Certainty certainty = byController.size() > 1 ? Certainty.POSSIBLE : Certainty.CERTAIN;
    TraceDoor door = controller.is(Dialects.INGRESS_NGINX) ? nginx : rules;
    return through(request, hops, door.pass(request, controller, own), certainty, assumptions);
  }

  /// Known controllers first, then in the order of their ids.
  private Map<Controller, List<TraceHosts.Candidate>> byController(
      List<TraceHosts.Candidate> candidates) {
    Map<Controller, List<TraceHosts.Candidate>> found = new LinkedHashMap<>();
    List<TraceHosts.Candidate> sorted = new ArrayList<>(candidates);
    sorted.sort(
        Comparator.comparing(
            (TraceHosts.Candidate one) ->
                graph.controller(one.ingress()).dialect().map(Dialect::id).orElse("~")));
    for (TraceHosts.Candidate one : sorted) {
      Controller controller = graph.controller(one.ingress());
      Controller same =
          found.keySet().stream()
              .filter(other -> other.dialect().equals(controller.dialect()))
              .findFirst()
              .orElse(controller);
      found.computeIfAbsent(same, _ -> new ArrayList<>()).add(one);
    }
    return found;
  }

  private static TraceHop controllerHop(Controller controller, Ingress ingress) {
    Field<String> written =
        ingress.className().isAbsent() ? ingress.classAnnotation() : ingress.className();
    String text = controller.dialect().isPresent() ? controller.words() : "unknown";
    String suffix = written.get().map(name -> " (class \"" + name + "\")").orElse("");
    Place place = written.isAbsent() ? ingress.meta().namePlace() : written.place();
    return TraceHop.at(
        TraceHop.Kind.CONTROLLER, TraceHop.Verdict.PASSED, text + suffix, ingress, place);
  }

  private static TraceHop hostHop(TraceRequest request, List<TraceHosts.Candidate> candidates) {
    TraceHosts.Candidate first = candidates.getFirst();
    String host = first.host();
    String wanted = request.url().host();
    long count = candidates.stream().map(one -> one.ingress().ref()).distinct().count();
    String where = count == 1 ? " of " + first.ingress().ref() : " of " + count + " Ingresses";
    String text =
        host.isEmpty()
            ? "no rule names it, rules" + where + " serve every host"
            : host.equals(wanted)
                ? "\"" + host + "\"" + where
                : "\"" + host + "\"" + where + " covers \"" + wanted + "\"";
    Place place =
        first
            .rule()
            .map(rule -> rule.host().isAbsent() ? rule.place() : rule.host().place())
            .orElseGet(() -> first.ingress().meta().namePlace());
    return TraceHop.at(TraceHop.Kind.HOST, TraceHop.Verdict.PASSED, text, first.ingress(), place);
  }

  private TraceLeg through(
      TraceRequest request,
      List<TraceHop> before,
      TracePassage passage,
      Certainty limit,
      Set<String> assumptions) {
    List<TraceHop> hops = new ArrayList<>(before);
    hops.addAll(passage.hops());
    assumptions.addAll(passage.assumptions());
    return switch (passage.next()) {
      case TracePassage.Next.Answered(var answer, var ingress, var path) ->
          new TraceLeg(
              request,
              hops,
              answer,
              ingress
                  .map(one -> TraceLeg.Used.NOTHING.of(one, path))
                  .orElse(TraceLeg.Used.NOTHING));
      case TracePassage.Next.Forward forward -> behind(request, hops, forward, limit);
    };
  }

  private TraceLeg behind(
      TraceRequest request,
      List<TraceHop> hops,
      TracePassage.Next.Forward forward,
      Certainty limit) {
    TraceBackends backends =
        new TraceBackends(
            graph,
            forward.ingress(),
            TraceLeg.Used.NOTHING.of(forward.ingress(), forward.path()),
            forward.certainty().atMost(limit));
    TraceAnswer answer = backends.follow(forward.backend(), forward.target());
    hops.addAll(backends.hops());
    if (forward.instead().isPresent()
        && answer instanceof TraceAnswer.Status(var codes, var _, var hop, var _, var why)
        && codes.contains(503)) {
      answer = new TraceAnswer.Unknown(hop, why + ", and " + forward.instead().get());
    }
    boolean late = forward.late().isPresent() && answer instanceof TraceAnswer.Application;
    if (late) {
      TraceHop.Verdict verdict =
          forward.late().get() instanceof TraceAnswer.Unknown
              ? TraceHop.Verdict.UNKNOWN
              : TraceHop.Verdict.FAILED;
      hops.replaceAll(hop -> hop.kind() == TraceHop.Kind.LIMIT ? hop.with(verdict) : hop);
    }
    return new TraceLeg(
        request, hops, late ? forward.late().orElse(answer) : answer, backends.used());
  }

  private TraceLeg alternatives(TraceRequest request, List<TraceHosts.Candidate> candidates) {
    List<String> files =
        candidates.stream().map(one -> one.ingress().meta().file()).distinct().limit(4).toList();
    String why =
        "several deployments in the input serve \""
            + request.url().host()
            + "\" ("
            + String.join(", ", files)
            + "): name one of them as PATH";
    TraceHop hop = TraceHop.of(TraceHop.Kind.HOST, TraceHop.Verdict.UNKNOWN, why);
    for (TraceHosts.Candidate one : candidates.subList(0, Math.min(4, candidates.size()))) {
      hop =
          hop.note(
              TraceHop.Note.at(
                  one.ingress().ref().toString(), one.ingress(), one.ingress().meta().namePlace()));
    }
    return new TraceLeg(
        request,
        List.of(hop),
        new TraceAnswer.Unknown(TraceHop.Kind.HOST, why),
        TraceLeg.Used.NOTHING);
  }

  private TraceLeg unserved(TraceRequest request, Set<String> assumptions) {
    String host = request.url().host();
    String near =
        hosts.nearest(host).map(one -> " (the nearest host is \"" + one + "\")").orElse("");
    String none =
        (hosts.isEmpty() ? "the input shows no Ingress that serves" : "no Ingress serves")
            + " \""
            + host
            + "\""
            + near;
    Optional<String> perhaps = hosts.whyPerhaps(host);
    boolean closed = graph.world().visibility().of("Ingress") == Visibility.Sight.CLOSED;
    if (perhaps.isPresent() || !closed) {
      String why = none + ", and " + perhaps.orElse("one that the input does not show may");
      return new TraceLeg(
          request,
          List.of(TraceHop.of(TraceHop.Kind.HOST, TraceHop.Verdict.UNKNOWN, why)),
          new TraceAnswer.Unknown(TraceHop.Kind.HOST, why),
          TraceLeg.Used.NOTHING);
    }
    Controller controller = only();
    controller.assumed().ifPresent(why -> assumptions.add(why + " means " + controller.words()));
    Symptom symptom = controller.symptom(Defect.NO_ROUTE);
    return new TraceLeg(
        request,
        List.of(TraceHop.of(TraceHop.Kind.HOST, TraceHop.Verdict.FAILED, none)),
        new TraceAnswer.Status(
            symptom.statuses(),
            symptom.from(),
            TraceHop.Kind.HOST,
            controller.certainty(Defect.NO_ROUTE),
            none),
        TraceLeg.Used.NOTHING);
  }

  /// The controller of all Ingresses, where they have one.
  private Controller only() {
    List<Controller> all = hosts.ingresses().stream().map(graph::controller).distinct().toList();
    return all.size() == 1 ? all.getFirst() : Controller.UNKNOWN;
  }
}
