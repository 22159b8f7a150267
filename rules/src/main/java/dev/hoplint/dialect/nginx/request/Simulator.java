package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.CanaryPath;
import dev.hoplint.dialect.nginx.ControllerSettings;
import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.LocationMatch;
import dev.hoplint.dialect.nginx.NginxModel;
import dev.hoplint.dialect.nginx.OrderedAnswer;
import dev.hoplint.dialect.nginx.RequestUri;
import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.resource.Ingress;
import dev.hoplint.world.WorkLimit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sends requests through the hosts of one controller.
///
/// Phases, the first that ends the request wins: server selection; server level (`403` of client
/// certificates, app-root); location; body size 413; added slash 301; the location's rewrite module
/// (preflight, denial, redirects, rewrite); TLS redirect; 503 without endpoints; backend. (TMPL and
/// nginx's order of phases; `rewrite_by_lua` runs behind the rewrite module.)
public final class Simulator {
  private static final int MOST_HOPS = 10;

  private final NginxModel model;
  private final VirtualHosts hosts;
  private final Endpoints endpoints;
  private final Front front;
  private final Map<VirtualHost, Server> chosen;

  private Simulator(
      NginxModel model,
      VirtualHosts hosts,
      Endpoints endpoints,
      Front front,
      Map<VirtualHost, Server> chosen) {
    this.model = model;
    this.hosts = hosts;
    this.endpoints = endpoints;
    this.front = front;
    this.chosen = Map.copyOf(chosen);
  }

  /// Of the controller that serves an Ingress; every backend has endpoints, nothing stands before.
  public static Simulator of(NginxModel model, Ingress ingress) {
    return new Simulator(model, model.hosts(ingress), Endpoints.ASSUMED, Front.DIRECT, Map.of());
  }

  public Simulator with(Endpoints newEndpoints) {
    return new Simulator(model, hosts, newEndpoints, front, chosen);
  }

  public Simulator behind(Front newFront) {
    return new Simulator(model, hosts, endpoints, newFront, chosen);
  }

  /// With the server of a host under one order of age.
  public Simulator with(VirtualHost host, Server server) {
    Map<VirtualHost, Server> more = new HashMap<>(chosen);
    more.put(host, server);
    return new Simulator(model, hosts, endpoints, front, more);
  }

  /// Asks a question about a request under every order of age that can matter for its host; other
  /// hosts stay as they are.
  ///
  /// @param question whose answers compare by value
  public <T> OrderedAnswer<T> ask(
      NginxRequest request, Function<? super Journey, ? extends T> question) {
    VirtualHost host = hosts.choose(request.host()).host();
    return host.ask(server -> question.apply(with(host, server).follow(request)));
  }

  /// Follows a request over redirects as a browser does: to an answer, a loop, or ten hops.
  public Journey follow(NginxRequest first) {
    List<Hop> hops = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    NginxRequest request = first;
    while (true) {
      seen.put(key(request), hops.size());
      Hop hop = hop(request);
      hops.add(hop);
      switch (hop.decision()) {
        case Decision.Reply _, Decision.Forward _ -> {
          return new Journey(hops, new Journey.Answered());
        }
        case Decision.NotAnalysed(Reason reason) -> {
          return new Journey(hops, new Journey.Unknown(reason.words()));
        }
        case Decision.Redirect(int status, Optional<String> location, Reason _) -> {
          if (location.isEmpty()) {
            return new Journey(hops, new Journey.Nowhere());
          }
          Url to = Url.parse(request.url()).resolve(location.get());
          request = request.redirected(status, to);
          Optional<Journey.End> end = end(first, request, seen, hops.size());
          if (end.isPresent()) {
            return new Journey(hops, end.get());
          }
        }
      }
    }
  }

  private Optional<Journey.End> end(
      NginxRequest first, NginxRequest next, Map<String, Integer> seen, int hops) {
    if (!next.host().equals(first.host()) && hasOtherPort(next.host())) {
      return Optional.of(new Journey.Leaves(next.url()));
    }
    Integer before = seen.get(key(next));
    if (before != null) {
      return Optional.of(new Journey.Loop(before));
    }
    if (!next.scheme().equals("http") && !next.scheme().equals("https")) {
      return Optional.of(new Journey.Leaves(next.url()));
    }
    VirtualHosts.Choice choice = hosts.choose(next.host());
    boolean unknown =
        choice.how() == VirtualHosts.How.CATCH_ALL
            && choice.host().ingresses().isEmpty()
            && WwwRedirect.of(model, hosts, next).isEmpty();
    if (unknown) {
      return Optional.of(new Journey.Leaves(next.url()));
    }
    return hops >= MOST_HOPS ? Optional.of(new Journey.Endless()) : Optional.empty();
  }

  /// Whether a host is written with a port that is neither http's nor https's: another server
  /// listens there, as far as one can tell.
  private static boolean hasOtherPort(String host) {
    int colon = host.lastIndexOf(':');
    String port = colon < 0 || host.endsWith("]") ? "" : host.substring(colon + 1);
    return !port.isEmpty() && !port.equals("80") && !port.equals("443");
  }

  private static String key(NginxRequest request) {
    return request.method()
        + " "
        + request.scheme()
        + " "
        + VirtualHosts.normalized(request.host())
        + request.target();
  }

  /// Sends one request.
  public Hop hop(NginxRequest sent) {
    WorkLimit.check();
    NginxRequest request = front.received(sent);
    VirtualHosts.Choice choice = hosts.choose(request.host());
    Optional<String> uri = RequestUri.normalize(request.target());
    if (uri.isEmpty()) {
      return ended(sent, choice, reply(400, "nginx refuses the request path"));
    }
    Optional<Decision> www = WwwRedirect.of(model, hosts, request);
    if (www.isPresent()) {
      return ended(sent, choice, www.get());
    }
    Server server = chosen.getOrDefault(choice.host(), choice.host().server());
    Optional<Decision> early = ServerPhases.decide(model.annotations(server), request, uri.get());
    if (early.isPresent()) {
      return ended(sent, choice, early.get());
    }
    return switch (server.lookup().find(uri.get())) {
      case LocationMatch.NotAnalysed(String why) ->
          ended(sent, choice, new Decision.NotAnalysed(Reason.of(why)));
      case LocationMatch.BuiltIn(String text, int status) ->
          ended(sent, choice, reply(status, "the controller's own location \"" + text + "\""));
      case LocationMatch.Matched(Location location) ->
          visited(sent, choice, visit(choice, request, uri.get(), location), false);
      case LocationMatch.SlashRedirect(Location location) ->
          visited(sent, choice, visit(choice, request, uri.get(), location), true);
    };
  }

  /// The canary that takes the request of a hop for certain; empty where the primary keeps it or
  /// may keep it.
  public Optional<CanaryPath> canary(Hop hop) {
    NginxRequest request = front.received(hop.request());
    return hop.location()
        .flatMap(
            location ->
                RequestUri.normalize(request.target())
                    .flatMap(
                        uri -> CanaryChoice.taking(visit(hop.host(), request, uri, location))));
  }

  private Hop visited(
      NginxRequest sent, VirtualHosts.Choice choice, Visit visit, boolean addsSlash) {
    List<Decision> decisions = new LocationPhases(visit, endpoints).all(addsSlash);
    Decision first = decisions.getFirst();
    return new Hop(
        sent,
        choice,
        Optional.of(visit.location()),
        first,
        decisions.stream().skip(1).map(Decision::reason).toList(),
        Maybes.of(visit, first));
  }

  private Visit visit(
      VirtualHosts.Choice choice, NginxRequest request, String uri, Location location) {
    return new Visit(
        model, hosts, choice.host(), request, uri, location, settings(choice.host(), location));
  }

  private @Nullable ControllerSettings settings(VirtualHost host, Location location) {
    return location
        .ingress()
        .or(() -> host.ingresses().stream().findFirst())
        .or(hosts::first)
        .map(model::settings)
        .orElse(null);
  }

  private static Decision reply(int status, String why) {
    return new Decision.Reply(status, Reason.of(why));
  }

  private static Hop ended(NginxRequest sent, VirtualHosts.Choice choice, Decision decision) {
    return new Hop(sent, choice, Optional.empty(), decision, List.of(), List.of());
  }
}
