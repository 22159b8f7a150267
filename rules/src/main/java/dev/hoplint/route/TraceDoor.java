package dev.hoplint.route;

import dev.hoplint.dialect.Controller;
import java.util.List;

/// How one controller takes requests in.
interface TraceDoor {
  /// @param controller who serves
  /// @param candidates the Ingresses and rules that serve the request's host best, at least one,
  ///   all of this controller
  TracePassage pass(
      TraceRequest request, Controller controller, List<TraceHosts.Candidate> candidates);
}
