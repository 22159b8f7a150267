package dev.hoplint.cli.report;

/// How a report for people looks.
///
/// @param color whether it may hold colour codes
/// @param verbose whether every finding is shown in full and what could not be checked is listed
/// @param quiet whether only findings are shown, one line each
public record ReportStyle(boolean color, boolean verbose, boolean quiet) {
  public static final ReportStyle PLAIN = new ReportStyle(false, false, false);
}
