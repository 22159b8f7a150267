package dev.hoplint.dialect.nginx;

import dev.hoplint.resource.Ingress;
import java.util.List;

/// One path of a canary Ingress and what became of it (C `mergeAlternativeBackends`).
public record CanaryPath(
    Ingress ingress, Ingress.Rule rule, Ingress.Path path, String host, Outcome outcome) {

  /// What became of it.
  public sealed interface Outcome {}

  /// Requests to the primary's Service port may go to it, on every path that uses that Service
  /// port. Of several canaries of one upstream only the first gets any.
  public record Merged(Location primary) implements Outcome {}

  /// No server has the host: a canary creates none.
  public record NoHost() implements Outcome {}

  /// The host has no such path.
  ///
  /// @param near the texts that the host has, sorted
  public record NoPath(List<String> near) implements Outcome {
    public NoPath {
      near = List.copyOf(near);
    }
  }

  /// The host has the path with the other path type only.
  public record OtherType(Location primary) implements Outcome {}

  /// The primary is the same Service and port.
  public record SameService(Location primary) implements Outcome {}

  /// It cannot be known.
  public record Unknown(String why) implements Outcome {}
}
