package dev.hoplint.builtin.redirect;

import dev.hoplint.dialect.nginx.Server;
import dev.hoplint.dialect.nginx.VirtualHost;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.dialect.nginx.request.Decision;
import dev.hoplint.dialect.nginx.request.Hop;
import dev.hoplint.dialect.nginx.request.Journey;
import dev.hoplint.dialect.nginx.request.NginxRequest;
import dev.hoplint.dialect.nginx.request.Simulator;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A request that one redirect of an Ingress answers, followed as far as the input can tell.
///
/// @param hops redirects of hosts that the input names, in order; the last may be an answer
/// @param loop the index of the hop where a loop starts; the number of hops for paths that grow
///   without end; empty where it ends
record Followed(Subject subject, RedirectSource source, List<Hop> hops, Optional<Integer> loop) {
  Followed {
    hops = List.copyOf(hops);
  }

  /// Sends a request to a host, built in one order of age.
  static Followed of(
      Subject subject, RedirectSource source, VirtualHost host, Server server, NginxRequest start) {
    Journey journey =
        Simulator.of(subject.context().graph().nginx(), subject.ingress())
            .with(host, server)
            .follow(start);
    List<Hop> known = new ArrayList<>();
    for (Hop hop : journey.hops()) {
      if (!isKnown(hop, start)) {
        return new Followed(subject, source, known, Optional.empty());
      }
      known.add(hop);
    }
    return new Followed(subject, source, known, loop(journey));
  }

  private static Optional<Integer> loop(Journey journey) {
    return switch (journey.end()) {
      case Journey.Loop(int from) -> Optional.of(from);
      case Journey.Endless() -> Optional.of(journey.hops().size());
      case Journey.Answered _, Journey.Leaves _, Journey.Nowhere _, Journey.Unknown _ ->
          Optional.empty();
    };
  }

  /// Whether the input says who serves the hop: rules without a host take every name that comes,
  /// but where a name leads is not theirs to say. from-to-www-redirect does name the other host.
  private static boolean isKnown(Hop hop, NginxRequest start) {
    return hop.host().how() != VirtualHosts.How.CATCH_ALL
        || hop.request().host().equals(start.host())
        || (hop.location().isEmpty()
            && hop.decision()
                .reason()
                .ingress()
                .filter(
                    decides ->
                        hop.host().host().ingresses().stream().noneMatch(one -> one == decides))
                .isPresent());
  }

  /// The redirects among the hops that say where to go.
  List<Hop> redirects() {
    return hops.stream()
        .filter(
            hop ->
                hop.decision() instanceof Decision.Redirect redirect
                    && redirect.location().isPresent())
        .toList();
  }

  /// Whether the redirect itself is a part of the loop, not only a way into it.
  boolean loops() {
    return loop.isPresent() && cycle().stream().anyMatch(this::isOwn);
  }

  /// The hops of the loop.
  List<Hop> cycle() {
    int from = loop.filter(index -> index < hops.size()).orElse(0);
    return hops.subList(from, hops.size());
  }

  /// Whether the redirect answers the first request.
  boolean isFirst() {
    return !hops.isEmpty() && isOwn(hops.getFirst());
  }

  private boolean isOwn(Hop hop) {
    Optional<Place> place = hop.decision().reason().place();
    return hop.decision() instanceof Decision.Redirect && place.equals(Optional.of(source.place()));
  }

  /// Whether a hop is answered by the default location of a host with several Ingresses, which
  /// carries the annotations of the oldest.
  boolean restsOnAge() {
    return hops.stream()
        .filter(hop -> hop.location().filter(location -> location.isDefault()).isPresent())
        .anyMatch(hop -> !hop.host().host().hasOneOwner());
  }

  /// How sure it is that these hops follow on each other: other Ingresses may not be deployed
  /// together, may be older, and names below a wildcard may lead elsewhere.
  Certainty certainty() {
    boolean grows = loop.filter(index -> index == hops.size()).isPresent();
    boolean vague = source.isRelative() || grows || restsOnAge();
    Certainty least = vague ? Certainty.LIKELY : Certainty.CERTAIN;
    for (Hop hop : hops) {
      least = least.atMost(hop.certainty());
      boolean elsewhere =
          hop.host().how() == VirtualHosts.How.WILDCARD
              && !hop.request().host().equals(hops.getFirst().request().host());
      if (elsewhere) {
        least = least.atMost(Certainty.LIKELY);
      }
      for (Ingress other : others(hop)) {
        least = least.atMost(subject.with(other));
      }
    }
    return least;
  }

  /// The other Ingresses that have a part in a hop.
  static List<Ingress> decidingIn(Hop hop) {
    List<Ingress> found = new ArrayList<>();
    hop.decision().reason().ingress().ifPresent(found::add);
    hop.location()
        .flatMap(location -> location.ingress())
        .filter(ingress -> !found.contains(ingress))
        .ifPresent(found::add);
    return found;
  }

  private List<Ingress> others(Hop hop) {
    return decidingIn(hop).stream().filter(one -> !subject.is(one)).toList();
  }

  /// `GET http://a.example/ → 301 http://b.example/ → 301 http://c.example/`.
  static String words(List<Hop> hops, int most) {
    StringBuilder text = new StringBuilder(hops.getFirst().request().toString());
    for (Hop hop : hops.subList(0, Math.min(most, hops.size()))) {
      if (hop.decision() instanceof Decision.Redirect(int status, Optional<String> to, var _)) {
        text.append(" → ").append(status).append(' ').append(to.orElse("(no Location)"));
      }
    }
    return text.append(hops.size() > most ? " → …" : "").toString();
  }
}
