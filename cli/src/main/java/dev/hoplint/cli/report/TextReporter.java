package dev.hoplint.cli.report;

import dev.hoplint.resource.Place;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Related;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The report for people: each finding with its line, the other end, the route and what to do.
final class TextReporter implements Reporter {
  /// Findings of one rule that are shown in full.
  private static final int IN_FULL = 3;

  private final ReportStyle style;
  private final Paint paint;

  TextReporter(ReportStyle style) {
    this.style = style;
    this.paint = new Paint(style.color());
  }

  @Override
  public void write(Report report, Appendable out) throws IOException {
    Map<String, Integer> shown = new HashMap<>();
    boolean gap = false;
    for (Finding finding : report.findings()) {
      int before = shown.merge(finding.rule().id(), 1, Integer::sum) - 1;
      boolean full = !style.quiet() && (style.verbose() || before < IN_FULL);
      if (full && gap) {
        out.append('\n');
      }
      if (full) {
        full(finding, out);
      } else {
        brief(finding, out);
      }
      gap = !style.quiet();
    }
    if (!style.quiet()) {
      end(report, gap, out);
    }
  }

  private void end(Report report, boolean gap, Appendable out) throws IOException {
    if (gap) {
      out.append('\n');
    }
    if (style.verbose()) {
      for (Unresolved unresolved : report.result().unresolved()) {
        out.append(paint.strong(Headline.place(unresolved.place())))
            .append(": ")
            .append(Printable.line(unresolved.message()))
            .append('\n');
      }
    }
    out.append(SummaryLine.of(report)).append('\n');
  }

  private void brief(Finding finding, Appendable out) throws IOException {
    out.append(paint.strong(Headline.place(finding.place())))
        .append(": ")
        .append(label(finding))
        .append(' ')
        .append(Printable.line(finding.message()))
        .append('\n');
  }

  private String label(Finding finding) {
    return paint.severity(
        finding.severity(), finding.severity().word() + "[" + finding.rule().id() + "]");
  }

  private void full(Finding finding, Appendable out) throws IOException {
    String symptom = Headline.symptom(finding);
    out.append(paint.strong(Headline.place(finding.place())))
        .append(": ")
        .append(label(finding))
        .append(symptom.isEmpty() ? "" : " " + symptom)
        .append('\n');
    int gutter = gutter(finding.place());
    String margin = " ".repeat(gutter + 1);
    out.append(margin).append(Printable.line(finding.message())).append('\n');
    if (finding.place() instanceof Place.InText(SourceText source, Span span, var _)) {
      excerpt(Excerpt.of(source, span), gutter, finding, out);
    }
    for (Related related : finding.related()) {
      note(margin, Headline.place(related.place()) + ": " + related.message(), out);
    }
    route(finding, margin, out);
    note(margin, help(finding), out);
  }

  private static int gutter(Place place) {
    return place instanceof Place.InText(var source, var span, var _)
        ? Integer.toString(source.position(span.start()).line()).length()
        : 2;
  }

  private void excerpt(Excerpt excerpt, int gutter, Finding finding, Appendable out)
      throws IOException {
    String bar = paint.frame(" ".repeat(gutter) + " |");
    out.append(bar).append('\n');
    out.append(paint.frame(excerpt.line() + " |"))
        .append(excerpt.text().isEmpty() ? "" : " " + excerpt.text())
        .append('\n');
    out.append(bar)
        .append(' ')
        .append(" ".repeat(excerpt.indent()))
        .append(paint.severity(finding.severity(), "^".repeat(excerpt.marked())))
        .append('\n');
  }

  private void route(Finding finding, String margin, Appendable out) throws IOException {
    if (finding.routes().first().isEmpty()) {
      return;
    }
    int more = finding.routes().count() - 1;
    note(
        margin,
        "route: "
            + String.join(" → ", finding.routes().first())
            + " → ✗"
            + (more > 0 ? " (and " + more + " more)" : ""),
        out);
  }

  private static String help(Finding finding) {
    String explain = "hoplint explain " + finding.rule().id();
    return finding.help().isEmpty()
        ? "help: " + explain
        : "help: " + finding.help() + "   (" + explain + ")";
  }

  private void note(String margin, String text, Appendable out) throws IOException {
    out.append(margin)
        .append(paint.frame("="))
        .append(' ')
        .append(Printable.line(text))
        .append('\n');
  }
}
