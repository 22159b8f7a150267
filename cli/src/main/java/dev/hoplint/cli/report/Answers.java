package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.route.Trace;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceLeg;
import java.util.List;

/// How a request ends, in one line.
final class Answers {
  private Answers() {}

  /// `503 from ingress-nginx (certain)`, `reaches Deployment "frontend"`.
  static String words(Prediction prediction) {
    StringBuilder before = new StringBuilder();
    for (TraceLeg leg : prediction.trace().legs()) {
      if (leg != prediction.last() && leg.answer() instanceof TraceAnswer.Redirect redirect) {
        before.append(redirect.code()).append(" → ");
      }
    }
    return before + end(prediction);
  }

  private static String end(Prediction prediction) {
    return switch (prediction.trace().end()) {
      case Trace.End.Loop(int leg) ->
          "redirect loop, back to " + prediction.trace().legs().get(leg).request().url();
      case Trace.End.TooMany _ -> "more than " + Trace.MOST_REDIRECTS + " redirects";
      case Trace.End.Leaves _ -> words(prediction.answer()) + ", which the input does not serve";
      case Trace.End.Answered _ -> words(prediction.answer());
    };
  }

  private static String words(TraceAnswer answer) {
    return switch (answer) {
      case TraceAnswer.Application(String who, Certainty certainty) ->
          "reaches " + who + sure(certainty);
      case TraceAnswer.Status status ->
          codes(status.codes()) + " from " + status.from() + " (" + status.certainty().word() + ")";
      case TraceAnswer.Redirect redirect -> redirect(redirect);
      case TraceAnswer.Unknown(var _, String why) -> "cannot be known: " + why;
    };
  }

  /// `308 to https://shop.example/ (likely)`.
  static String redirect(TraceAnswer.Redirect redirect) {
    return redirect.code() + " to " + redirect.location() + sure(redirect.certainty());
  }

  static String sure(Certainty certainty) {
    return certainty == Certainty.CERTAIN ? "" : " (" + certainty.word() + ")";
  }

  /// `503`, `404 or 503`.
  static String codes(List<Integer> codes) {
    List<String> words = codes.stream().map(String::valueOf).toList();
    return words.size() < 2
        ? String.join("", words)
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }
}
