package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import dev.hoplint.dialect.nginx.CanaryPath;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.OrderedAnswer;
import dev.hoplint.dialect.nginx.Rejection;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.dialect.nginx.request.Decision;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.dialect.nginx.request.NginxRequest;
import dev.hoplint.dialect.nginx.request.Reason;
import dev.hoplint.dialect.nginx.request.Simulator;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes requests in as ingress-nginx does: annotations, regex hosts, redirects, rewrites, limits.
final class TraceNginx implements TraceDoor {
  private final NginxModel model;
  private final List<Ingress> ingresses;

  TraceNginx(RouteGraph graph) {
    this.model = graph.nginx();
    this.ingresses = graph.world().all(Ingress.class).stream().filter(model::accepts).toList();
  }

  /// The Ingress that gives its host another name: `server-alias`, `from-to-www-redirect`.
  Optional<TraceHosts.Candidate> alias(String name) {
    List<VirtualHosts> asked = new ArrayList<>();
    for (Ingress ingress : ingresses) {
      VirtualHosts hosts = model.hosts(ingress);
      if (asked.stream().anyMatch(one -> one == hosts)) {
        continue;
      }
      asked.add(hosts);
      VirtualHosts.Choice choice = hosts.choose(name);
      if (choice.how() == VirtualHosts.How.ALIAS) {
        return Optional.of(
            new TraceHosts.Candidate(
                choice.host().ingresses().getFirst(), Optional.empty(), choice.host().name()));
      }
      if (choice.how() == VirtualHosts.How.CATCH_ALL) {
        Hop hop = Simulator.of(model, ingress).hop(NginxRequest.get("http", name, "/"));
        if (hop.location().isEmpty() && hop.decision() instanceof Decision.Redirect redirect) {
          return redirect
              .reason()
              .ingress()
              .map(from -> new TraceHosts.Candidate(from, Optional.empty(), name));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public TracePassage pass(
      TraceRequest request, Controller controller, List<TraceHosts.Candidate> candidates) {
    Ingress first = candidates.getFirst().ingress();
    Simulator simulator = Simulator.of(model, first);
    NginxRequest sent = sent(request);
    Hop hop = simulator.hop(sent);
    List<String> assumptions = new ArrayList<>();
    strangers(candidates, first, assumptions);
    if (hop.host().how() == VirtualHosts.How.CATCH_ALL && !candidates.getFirst().host().isEmpty()) {
      Optional<TracePassage> dropped = dropped(hop, candidates, controller);
      if (dropped.isPresent()) {
        return dropped.get();
      }
    }
    Optional<CanaryPath> canary = simulator.canary(hop);
    hop.maybes().stream()
        .filter(maybe -> canary.isEmpty() || !isOf(maybe, canary.get()))
        .forEach(maybe -> assumptions.add(words(maybe)));
    Certainty certainty = hop.certainty().atMost(order(simulator, sent, hop, assumptions));
    TraceNginxHops hops = new TraceNginxHops(model, request, controller, hop, canary, first);
    if (hops.isNotFound() && !model.isClosed()) {
      assumptions.add("no other Ingress serves \"" + request.url().host() + "\"");
    }
    if (hops.needsSettings() && !model.settings(first).isSeen()) {
      assumptions.add("the controller's ConfigMap, which the input does not show, changes nothing");
    }
    return hops.passage(certainty, assumptions);
  }

  private static NginxRequest sent(TraceRequest request) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.name(), header.value()));
    String host =
        request.url().host() + request.url().port().map(number -> ":" + number).orElse("");
    return new NginxRequest(
        request.method(),
        request.scheme(),
        host,
        request.url().target(),
        headers,
        request.bodyBytes().map(OptionalLong::of).orElseGet(OptionalLong::empty));
  }

  private static boolean isOf(Hop.Maybe maybe, CanaryPath canary) {
    return maybe.reason().ingress().filter(one -> one == canary.ingress()).isPresent();
  }

  private String words(Hop.Maybe maybe) {
    String words = maybe.reason().words();
    if (maybe.status().isPresent()) {
      return words + " does not answer with " + maybe.status().get();
    }
    boolean canary =
        maybe.reason().ingress().filter(one -> model.annotations(one).isTrue("canary")).isPresent();
    return canary
        ? "the primary Service gets the request (" + words + ")"
        : words + " changes nothing";
  }

  /// Ingresses of another installation that serve the same host.
  private void strangers(
      List<TraceHosts.Candidate> candidates, Ingress first, List<String> assumptions) {
    List<Ingress> known = model.hosts(first).ingresses();
    candidates.stream()
        .map(TraceHosts.Candidate::ingress)
        .filter(one -> known.stream().noneMatch(other -> other == one))
        .findFirst()
        .ifPresent(
            one ->
                assumptions.add(
                    "requests go to the controller of "
                        + first.ref()
                        + " and not to that of "
                        + one.ref()));
  }

  /// An Ingress that the controller refuses as a whole is in no host.
  private Optional<TracePassage> dropped(
      Hop hop, List<TraceHosts.Candidate> candidates, Controller controller) {
    for (Rejection rejection : model.hosts(candidates.getFirst().ingress()).rejections()) {
      if (candidates.stream().anyMatch(one -> one.ingress() == rejection.ingress())) {
        String why =
            controller.words()
                + " drops "
                + rejection.ingress().ref()
                + ": "
                + rejection.annotation()
                + " "
                + rejection.why();
        TraceHop refused =
            TraceHop.at(
                TraceHop.Kind.PATH,
                TraceHop.Verdict.FAILED,
                why,
                rejection.ingress(),
                rejection.place());
        TraceAnswer answer =
            new TraceAnswer.Status(
                List.of(hop.decision().answer().orElse(404)),
                controller.words(),
                TraceHop.Kind.PATH,
                Certainty.LIKELY,
                why);
        return Optional.of(
            new TracePassage(
                List.of(refused),
                new TracePassage.Next.Answered(
                    answer, Optional.of(rejection.ingress()), Optional.empty()),
                List.of("no earlier state of " + rejection.ingress().ref() + " is still served")));
      }
    }
    return Optional.empty();
  }

  /// How sure the answer is where the age of Ingresses decides, which files do not tell.
  private static Certainty order(
      Simulator simulator, NginxRequest sent, Hop hop, List<String> assumptions) {
    OrderedAnswer<String> answers =
        hop.host().host().ask(server -> key(simulator.with(hop.host().host(), server).hop(sent)));
    if (answers.isCertain()) {
      return Certainty.CERTAIN;
    }
    String others =
        String.join(
            "; ",
            answers.cases().stream()
                .skip(1)
                .limit(3)
                .map(one -> oldest(one.oldest()) + ": " + one.value())
                .toList());
    assumptions.add(
        "all Ingresses of \""
            + hop.host().host().name()
            + "\" were created in one second"
            + (others.isEmpty() ? "" : " (otherwise, with the oldest being " + others + ")"));
    return Certainty.POSSIBLE;
  }

  private static String oldest(List<Ingress> oldest) {
    return oldest.isEmpty() ? "none" : oldest.getFirst().ref().toString();
  }

  /// What a client gets, comparable by value.
  private static String key(Hop hop) {
    return switch (hop.decision()) {
      case Decision.Reply(int status, Reason _) -> Integer.toString(status);
      case Decision.Redirect(int status, var location, Reason _) ->
          status + location.map(to -> " to " + to).orElse("");
      case Decision.Forward(Ingress ingress, var backend, String uri, Reason _) ->
          "Service "
              + ingress.namespace()
              + "/"
              + TraceRules.backend(backend).substring("Service ".length())
              + " gets "
              + uri;
      case Decision.NotAnalysed(Reason reason) -> reason.words();
    };
  }

  /// Where a location was written.
  static Optional<Place> place(Location location) {
    return location
        .path()
        .map(TraceRules::place)
        .or(() -> location.backend().map(Ingress.Backend::place))
        .or(() -> location.ingress().map(one -> one.meta().namePlace()));
  }
}
