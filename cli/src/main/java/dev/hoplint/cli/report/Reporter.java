package dev.hoplint.cli.report;

import java.io.IOException;

/// Writes a report in one format.
public interface Reporter {
  /// Writes the whole report; the caller flushes and closes.
  void write(Report report, Appendable out) throws IOException;
}
