package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import java.io.IOException;
import java.util.Optional;

/// What `trace` says about one request.
///
/// @param unreadable how many documents of the input could not be read
public record TraceReport(
    Prediction prediction, Optional<Expectation> expectation, int unreadable) {

  public void text(ReportStyle style, Appendable out) throws IOException {
    new TraceText(style, out).write(this);
  }

  public void json(Appendable out) throws IOException {
    TraceJson.write(this, new JsonWriter(out));
  }
}
