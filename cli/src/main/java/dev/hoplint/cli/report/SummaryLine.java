package dev.hoplint.cli.report;

import dev.hoplint.engine.LintResult;
import dev.hoplint.intake.DocumentRole;
import dev.hoplint.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/// The last line of a text report: what was read, what was found, what could not be said.
final class SummaryLine {
  private SummaryLine() {}

  static String of(Report report) {
    LintResult result = report.result();
    List<String> parts = new ArrayList<>();
    parts.add(
        findings(report)
            + " in "
            + count(result.files(), "file")
            + ", "
            + count(result.objects(), "object")
            + ", "
            + count(result.routes(), "route"));
    if (report.unreadable() > 0) {
      parts.add(report.unreadable() + " not readable");
    }
    if (!result.unresolved().isEmpty()) {
      parts.add(result.unresolved().size() + " could not be checked");
    }
    if (!result.suppressed().isEmpty()) {
      parts.add(result.suppressed().size() + " suppressed");
    }
    String alone = leftAlone(result, report.brokenLinks());
    if (!alone.isEmpty()) {
      parts.add("left alone: " + alone);
    }
    parts.add(seconds(report.elapsedMillis()));
    return String.join("; ", parts);
  }

  private static String findings(Report report) {
    List<String> found = new ArrayList<>();
    for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.INFO)) {
      int count = report.count(severity);
      if (count > 0) {
        found.add(severity == Severity.INFO ? count + " info" : count(count, severity.word()));
      }
    }
    String shown = found.isEmpty() ? "no findings" : String.join(", ", found);
    return report.hidden() == 0 ? shown : shown + " (" + report.hidden() + " hidden)";
  }

  private static String leftAlone(LintResult result, int brokenLinks) {
    List<String> parts = new ArrayList<>();
    for (DocumentRole role : DocumentRole.values()) {
      int count = result.roles().getOrDefault(role, 0);
      boolean counts =
          switch (role) {
            case TEMPLATE, PATCH, KUSTOMIZATION, CHART, OTHER -> count > 0;
            case MANIFEST, EMPTY, BROKEN -> false;
          };
      if (counts) {
        parts.add(role == DocumentRole.OTHER ? count + " other YAML" : count(count, role.words()));
      }
    }
    if (brokenLinks > 0) {
      parts.add(count(brokenLinks, "broken link"));
    }
    return String.join(", ", parts);
  }

  private static String count(int count, String noun) {
    String plural = noun.endsWith("ch") ? noun + "es" : noun + "s";
    return grouped(count) + " " + (count == 1 ? noun : plural);
  }

  // A formatter loads locale data, for which a run on one file has no time.

  static String grouped(int count) {
    StringBuilder digits = new StringBuilder().append(count);
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
  }

  static String seconds(long millis) {
    long hundredths = (millis + 5) / 10;
    long rest = hundredths % 100;
    return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest + " s";
  }
}
