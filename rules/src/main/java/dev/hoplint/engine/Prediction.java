package dev.hoplint.engine;

import dev.hoplint.route.Trace;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.rule.Finding;
import java.util.List;

/// What a client gets for one request, and why.
///
/// @param trace the way of the request through the objects
/// @param answer how its last leg ends, what the rules found considered
/// @param reasons the findings about what the last leg passes, in the order of its stations
/// @param accepted how many more there are that somebody accepted
public record Prediction(Trace trace, TraceAnswer answer, List<Reason> reasons, int accepted) {
  public Prediction {
    reasons = List.copyOf(reasons);
  }

  /// A finding about something the request passes.
  ///
  /// @param hop the station it belongs to
  /// @param decides whether it gives the answer
  public record Reason(Finding finding, TraceHop.Kind hop, boolean decides) {}

  /// How the request ends.
  public enum Outcome {
    /// The application answers.
    REACHED("reached"),
    /// Somebody in front of it answers with an error.
    FAILED("failed"),
    /// The client is sent to where the input shows nothing.
    REDIRECTED("redirected"),
    /// The client is sent in a circle, or further than it follows.
    LOOP("loop"),
    UNKNOWN("unknown");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  public Outcome outcome() {
    return switch (trace.end()) {
      case Trace.End.Loop _, Trace.End.TooMany _ -> Outcome.LOOP;
      case Trace.End.Leaves _ -> Outcome.REDIRECTED;
      case Trace.End.Answered _ ->
          switch (answer) {
            case TraceAnswer.Application _ -> Outcome.REACHED;
            case TraceAnswer.Status(List<Integer> codes, var _, var _, var _, var _) ->
                codes.stream().allMatch(code -> code < 400) ? Outcome.REACHED : Outcome.FAILED;
            case TraceAnswer.Redirect _ -> Outcome.REDIRECTED;
            case TraceAnswer.Unknown _ -> Outcome.UNKNOWN;
          };
    };
  }

  /// The leg in which the request ends.
  public TraceLeg last() {
    return trace.last();
  }
}
