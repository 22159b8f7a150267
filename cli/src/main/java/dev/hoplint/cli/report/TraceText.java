package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.Place;
import dev.hoplint.route.Trace;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.route.TraceRequest;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A trace for people: one line for each station, the answer, why, what else is wrong on the way,
/// what it rests on.
final class TraceText {
  private static final int LABEL = 11;
  private static final int WIDEST = 68;

  private final ReportStyle style;
  private final Paint paint;
  private final Appendable out;

  TraceText(ReportStyle style, Appendable out) {
    this.style = style;
    this.paint = new Paint(style.color());
    this.out = out;
  }

  void write(TraceReport report) throws IOException {
    Prediction prediction = report.prediction();
    List<TraceLeg> legs = prediction.trace().legs();
    for (int i = 0; i < legs.size(); i++) {
      boolean last = i == legs.size() - 1;
      leg(legs.get(i), i, last ? failing(prediction) : Optional.empty());
      if (!last && legs.get(i).answer() instanceof TraceAnswer.Redirect redirect) {
        line("  " + paint.strong("→ " + Printable.line(Answers.redirect(redirect))));
        line("");
      }
    }
    answer(prediction);
    reasons(prediction);
    others(prediction);
    assumptions(report);
    if (report.expectation().isPresent()) {
      expectation(report.expectation().get(), prediction);
    }
  }

  private void line(String text) throws IOException {
    out.append(text).append('\n');
  }

  /// The station that answers, where the rules and not the way say so.
  private static Optional<TraceHop.Kind> failing(Prediction prediction) {
    return prediction.outcome() == Prediction.Outcome.FAILED
        ? Optional.of(prediction.answer().hop())
        : Optional.empty();
  }

  private record Row(String mark, String label, String text, Optional<Place> place) {}

  private void leg(TraceLeg leg, int index, Optional<TraceHop.Kind> failing) throws IOException {
    line(paint.strong(Printable.line(request(leg.request(), index))));
    line("");
    List<Row> rows = new ArrayList<>();
    for (TraceHop hop : leg.hops()) {
      boolean fails = failing.filter(kind -> kind == hop.kind()).isPresent();
      rows.add(new Row(mark(hop, fails), hop.kind().word(), hop.text(), hop.place()));
      for (TraceHop.Note note : hop.notes()) {
        rows.add(new Row(" ", "", note.text(), note.place()));
      }
    }
    int width = 0;
    for (Row row : rows) {
      int own = Printable.width(Printable.line(row.text()));
      width = own <= WIDEST ? Math.max(width, own) : width;
    }
    for (Row row : rows) {
      row(row, width);
    }
    line("");
  }

  private static String request(TraceRequest request, int index) {
    StringBuilder text = new StringBuilder(request.toString());
    if (index > 0) {
      return text.toString();
    }
    request
        .arrives()
        .filter(one -> !one.equals(request.url().scheme()))
        .ifPresent(scheme -> text.append("  (arrives as ").append(scheme).append(')'));
    for (TraceRequest.Header header : request.headers()) {
      text.append("  ").append(header.name()).append(": ").append(header.value());
    }
    request.bodyBytes().ifPresent(bytes -> text.append("  body ").append(size(bytes)));
    request
        .slowSeconds()
        .ifPresent(seconds -> text.append("  answered after ").append(seconds).append(" s"));
    return text.toString();
  }

  private static String size(long bytes) {
    for (int shift = 30; shift > 0; shift -= 10) {
      if (bytes >= 1L << shift && bytes % (1L << shift) == 0) {
        return (bytes >> shift) + Character.toString(" kmg".charAt(shift / 10));
      }
    }
    return bytes + " bytes";
  }

  private String mark(TraceHop hop, boolean fails) {
    if (fails) {
      return paint.severity(Severity.ERROR, "✗");
    }
    return switch (hop.verdict()) {
      case PASSED -> paint.severity(Severity.INFO, "✓");
      case ANSWERED -> paint.severity(Severity.INFO, "→");
      case FAILED -> paint.severity(Severity.ERROR, "✗");
      case UNKNOWN -> paint.severity(Severity.WARNING, "?");
    };
  }

  private void row(Row row, int width) throws IOException {
    String text = Printable.line(row.text());
    String label = row.label() + " ".repeat(LABEL - row.label().length());
    StringBuilder line = new StringBuilder("  ").append(row.mark()).append(' ').append(label);
    line.append(row.label().isEmpty() ? paint.faint(text) : text);
    if (row.place().isPresent()) {
      line.append(" ".repeat(Math.max(0, width - Printable.width(text)) + 2));
      line.append(paint.faint(Headline.place(row.place().get())));
    }
    line(line.toString());
  }

  private void answer(Prediction prediction) throws IOException {
    switch (prediction.trace().end()) {
      case Trace.End.Loop(int leg) -> loop(prediction, leg);
      case Trace.End.TooMany _ ->
          bad("endless redirects: more than " + Trace.MOST_REDIRECTS + ", clients give up");
      case Trace.End.Leaves _ -> leaves(prediction);
      case Trace.End.Answered _ -> answered(prediction);
    }
  }

  private void loop(Prediction prediction, int leg) throws IOException {
    if (prediction.trace().last().answer() instanceof TraceAnswer.Redirect redirect) {
      bad(
          Printable.line(Answers.redirect(redirect))
              + ": a redirect loop, back to "
              + Printable.line(prediction.trace().legs().get(leg).request().toString()));
      line("  " + Printable.line(redirect.why()));
    }
  }

  private void leaves(Prediction prediction) throws IOException {
    if (prediction.trace().last().answer() instanceof TraceAnswer.Redirect redirect) {
      good(Printable.line(Answers.redirect(redirect)) + ", which the input does not serve");
    }
  }

  private void answered(Prediction prediction) throws IOException {
    switch (prediction.answer()) {
      case TraceAnswer.Application(String who, Certainty certainty) ->
          good("reaches " + who + asking(prediction) + ", which answers" + Answers.sure(certainty));
      case TraceAnswer.Status status -> {
        String text =
            Answers.codes(status.codes())
                + " from "
                + status.from()
                + ", decided at \""
                + status.hop().word()
                + "\" ("
                + status.certainty().word()
                + ")";
        if (prediction.outcome() == Prediction.Outcome.FAILED) {
          bad(text);
        } else {
          good(text);
        }
        if (prediction.reasons().stream().noneMatch(Prediction.Reason::decides)) {
          why(prediction, status.why());
        }
      }
      case TraceAnswer.Redirect redirect -> good(Printable.line(Answers.redirect(redirect)));
      case TraceAnswer.Unknown(TraceHop.Kind _, String why) -> {
        line(paint.severity(Severity.WARNING, "? what the client gets cannot be known"));
        why(prediction, why);
      }
    }
  }

  /// The sentence, where no station has said it.
  private void why(Prediction prediction, String why) throws IOException {
    if (prediction.last().hops().stream().noneMatch(hop -> hop.text().equals(why))) {
      line("  " + Printable.line(why));
    }
  }

  private static String asking(Prediction prediction) {
    return prediction
        .last()
        .used()
        .backend()
        .map(
            backend ->
                " as "
                    + Printable.line(prediction.last().request().method() + " " + backend.target()))
        .orElse("");
  }

  private void good(String text) throws IOException {
    line(paint.strong("✓ " + text));
  }

  private void bad(String text) throws IOException {
    line(paint.severity(Severity.ERROR, "✗ " + text));
  }

  private void reasons(Prediction prediction) throws IOException {
    for (Prediction.Reason reason : prediction.reasons()) {
      if (reason.decides()) {
        finding(reason.finding());
        Finding finding = reason.finding();
        line("    " + Printable.line(finding.message()));
        String explain = "hoplint explain " + finding.rule().id();
        line(
            "    help: "
                + (finding.help().isEmpty()
                    ? explain
                    : Printable.line(finding.help()) + "   (" + explain + ")"));
      }
    }
  }

  private void finding(Finding finding) throws IOException {
    String symptom = Headline.symptom(finding);
    line(
        "  "
            + paint.strong(Headline.place(finding.place()))
            + ": "
            + paint.severity(
                finding.severity(), finding.severity().word() + "[" + finding.rule().id() + "]")
            + (symptom.isEmpty() ? "" : " " + symptom));
  }

  private void others(Prediction prediction) throws IOException {
    List<Finding> others =
        prediction.reasons().stream()
            .filter(reason -> !reason.decides())
            .map(Prediction.Reason::finding)
            .filter(finding -> style.verbose() || finding.severity() != Severity.INFO)
            .toList();
    if (others.isEmpty() && prediction.accepted() == 0) {
      return;
    }
    line("");
    line(paint.strong("Also on this way:"));
    for (Finding finding : others) {
      finding(finding);
      if (style.verbose() || finding.severity() == Severity.ERROR) {
        line("    " + Printable.line(finding.message()));
      }
    }
    if (prediction.accepted() > 0) {
      line(
          "  "
              + prediction.accepted()
              + (prediction.accepted() == 1 ? " finding that was" : " findings that were")
              + " accepted");
    }
  }

  private void assumptions(TraceReport report) throws IOException {
    List<String> assumptions = new ArrayList<>(report.prediction().trace().assumptions());
    if (report.unreadable() > 0) {
      assumptions.add(
          "nothing that matters stands in the "
              + (report.unreadable() == 1 ? "document" : report.unreadable() + " documents")
              + " that could not be read");
    }
    if (assumptions.isEmpty()) {
      return;
    }
    line("");
    line(paint.strong("Assumed:"));
    for (String assumption : assumptions) {
      line("  - " + Printable.line(assumption));
    }
  }

  private void expectation(Expectation expectation, Prediction prediction) throws IOException {
    line("");
    switch (expectation.met(prediction)) {
      case YES -> good("as expected: " + expectation);
      case NO -> bad("not as expected: " + expectation);
      case UNKNOWN ->
          line(
              paint.severity(
                  Severity.WARNING, "? whether it is " + expectation + " cannot be known"));
    }
  }
}
