package dev.hoplint.dialect.nginx.request;

import dev.hoplint.dialect.nginx.Location;
import dev.hoplint.dialect.nginx.VirtualHosts;
import dev.hoplint.outcome.Certainty;
import java.util.List;
import java.util.Optional;

/// One request and what became of it.
///
/// @param request as the client sent it
/// @param host the server that took it
/// @param location the location that took it; empty where it was answered before
/// @param beaten what would have decided if the decision had not come first
/// @param maybes what may happen instead, for reasons that files do not tell
public record Hop(
    NginxRequest request,
    VirtualHosts.Choice host,
    Optional<Location> location,
    Decision decision,
    List<Reason> beaten,
    List<Maybe> maybes) {
  public Hop {
    beaten = List.copyOf(beaten);
    maybes = List.copyOf(maybes);
  }

  /// What may happen instead.
  ///
  /// @param status empty where another backend answers
  public record Maybe(Optional<Integer> status, Reason reason) {}

  public Certainty certainty() {
    Certainty own = decision.reason().certainty();
    return host.isCertain() ? own : own.atMost(Certainty.LIKELY);
  }
}
