package dev.hoplint.route;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Ingress;
import java.util.List;
import java.util.Optional;

/// What happens to a request between the client and the choice of a backend.
///
/// @param hops the stations up to there
/// @param assumptions what that rests on
record TracePassage(List<TraceHop> hops, Next next, List<String> assumptions) {
  TracePassage {
    hops = List.copyOf(hops);
    assumptions = List.copyOf(assumptions);
  }

  /// What comes next.
  sealed interface Next {
    /// Somebody answers before a backend is asked.
    ///
    /// @param ingress whose rule or annotation answers
    record Answered(TraceAnswer answer, Optional<Ingress> ingress, Optional<Ingress.Path> path)
        implements Next {}

    /// A backend is asked.
    ///
    /// @param path empty where a default backend serves
    /// @param target path and query as the application sees them
    /// @param certainty how sure it is that this backend is asked
    /// @param late what the client gets instead of the application's answer, because that comes too
    ///   late
    record Forward(
        Ingress ingress,
        Optional<Ingress.Path> path,
        Ingress.Backend backend,
        String target,
        Certainty certainty,
        Optional<TraceAnswer> late,
        Optional<String> instead)
        implements Next {}
  }
}
