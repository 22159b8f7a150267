package dev.hoplint.cli.report;

import dev.hoplint.engine.LintResult;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import java.util.List;

/// What a run says: the findings to show, and the numbers around them.
///
/// @param findings what is shown, in order
/// @param hidden how many findings are below the shown severity
/// @param result the whole result
/// @param unreadable how many inputs could not be read at all
/// @param brokenLinks how many links in folders lead nowhere
/// @param elapsedMillis how long the run took
public record Report(
    List<Finding> findings,
    int hidden,
    LintResult result,
    int unreadable,
    int brokenLinks,
    long elapsedMillis) {
  public Report {
    findings = List.copyOf(findings);
  }

  /// How many of the shown findings have a severity.
  public int count(Severity severity) {
    int count = 0;
    for (Finding finding : findings) {
      if (finding.severity() == severity) {
        count++;
      }
    }
    return count;
  }
}
