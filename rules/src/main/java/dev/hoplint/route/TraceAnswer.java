package dev.hoplint.route;

import dev.hoplint.outcome.Certainty;
import java.util.List;

/// How one request ends.
public sealed interface TraceAnswer {
  /// The station that answers.
  TraceHop.Kind hop();

  /// The request reaches the application, which answers as it likes.
  ///
  /// @param who the workload, or what stands in its place: `Deployment "cart"`
  record Application(String who, Certainty certainty) implements TraceAnswer {
    @Override
    public TraceHop.Kind hop() {
      return TraceHop.Kind.CONTAINER;
    }
  }

  /// Somebody in front of the application answers.
  ///
  /// @param codes one code, or several where which one depends on what cannot be seen; ascending
  /// @param from who answers: `ingress-nginx`
  /// @param why one sentence without a period
  record Status(
      List<Integer> codes, String from, TraceHop.Kind hop, Certainty certainty, String why)
      implements TraceAnswer {
    public Status {
      codes = List.copyOf(codes);
    }
  }

  /// The client is sent elsewhere.
  ///
  /// @param location the `Location` header
  record Redirect(
      int code, String location, String from, TraceHop.Kind hop, Certainty certainty, String why)
      implements TraceAnswer {}

  /// It cannot be known.
  ///
  /// @param why one sentence without a period
  record Unknown(TraceHop.Kind hop, String why) implements TraceAnswer {}
}
