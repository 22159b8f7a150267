package dev.hoplint.route;

import java.util.List;

/// One request with all redirects that a client would follow.
///
/// @param legs at least one; each but the last ends in a redirect
/// @param end why there is no further leg
/// @param assumptions what the prediction rests on that the input does not show, each once
public record Trace(List<TraceLeg> legs, End end, List<String> assumptions) {
  /// As many redirects as clients follow.
  public static final int MOST_REDIRECTS = 10;

  public Trace {
    legs = List.copyOf(legs);
    assumptions = List.copyOf(assumptions);
  }

  /// Why a trace stops.
  public sealed interface End {
    /// The last leg is answered otherwise than by a redirect.
    record Answered() implements End {}

    /// The last leg redirects to where the client has been.
    ///
    /// @param leg index of the leg that it leads back to
    record Loop(int leg) implements End {}

    /// More redirects than a client follows.
    record TooMany() implements End {}

    /// The last leg redirects to where the input shows nothing.
    record Leaves() implements End {}
  }

  public TraceLeg last() {
    return legs.getLast();
  }
}
