package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import java.io.IOException;
import java.util.List;

/// What `test` says about a file of requests.
///
/// @param file the file's name as it was given
public record RouteTestReport(String file, List<RouteTest.Outcome> outcomes) {
  private static final int WIDEST = 44;

  public RouteTestReport {
    outcomes = List.copyOf(outcomes);
  }

  public int count(RouteTest.Verdict verdict) {
    return (int) outcomes.stream().filter(one -> one.verdict() == verdict).count();
  }

  /// A table: one line for each request, what differs below it.
  public void text(ReportStyle style, Appendable out) throws IOException {
    Paint paint = new Paint(style.color());
    int width = 0;
    for (RouteTest.Outcome outcome : outcomes) {
      width = Math.max(width, Printable.width(Printable.line(outcome.test().title())));
    }
    width = Math.min(width, WIDEST);
    for (RouteTest.Outcome outcome : outcomes) {
      String title = Printable.line(outcome.test().title());
      int gap = Math.max(0, width - Printable.width(title)) + 2;
      out.append(mark(outcome, paint)).append(' ').append(title).append(" ".repeat(gap));
      out.append(Printable.line(Answers.words(outcome.prediction()))).append('\n');
      for (String mismatch : outcome.mismatches()) {
        out.append("    ").append(Printable.line(mismatch)).append('\n');
      }
      if (outcome.verdict() != RouteTest.Verdict.PASSED) {
        reasons(outcome.prediction(), paint, out);
      }
    }
    out.append('\n').append(summary()).append('\n');
  }

  private static void reasons(Prediction prediction, Paint paint, Appendable out)
      throws IOException {
    for (Prediction.Reason reason : prediction.reasons()) {
      if (reason.decides()) {
        Finding finding = reason.finding();
        out.append("    ")
            .append(paint.strong(Headline.place(finding.place())))
            .append(": ")
            .append(
                paint.severity(
                    finding.severity(),
                    finding.severity().word() + "[" + finding.rule().id() + "]"))
            .append(' ')
            .append(Printable.line(finding.message()))
            .append('\n');
      }
    }
  }

  private static String mark(RouteTest.Outcome outcome, Paint paint) {
    return switch (outcome.verdict()) {
      case PASSED -> paint.severity(Severity.INFO, "✓");
      case FAILED -> paint.severity(Severity.ERROR, "✗");
      case UNKNOWN -> paint.severity(Severity.WARNING, "?");
    };
  }

  private String summary() {
    int failed = count(RouteTest.Verdict.FAILED);
    int unknown = count(RouteTest.Verdict.UNKNOWN);
    return outcomes.size()
        + (outcomes.size() == 1 ? " request: " : " requests: ")
        + count(RouteTest.Verdict.PASSED)
        + " as expected"
        + (failed == 0 ? "" : ", " + failed + " not as expected")
        + (unknown == 0 ? "" : ", " + unknown + " cannot be known");
  }

  /// The report for programs, version 1; `docs/trace.md` describes it.
  public void json(Appendable out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("version").value(1);
    TraceJson.tool(json);
    json.name("file").value(file);
    json.name("tests").beginArray();
    for (RouteTest.Outcome outcome : outcomes) {
      json.beginObject();
      json.name("name").value(outcome.test().name().orElse(null));
      json.name("line").value(outcome.test().line());
      json.name("request").value(outcome.test().written());
      json.name("verdict").value(outcome.verdict().word());
      json.name("mismatches").beginArray();
      for (String mismatch : outcome.mismatches()) {
        json.value(mismatch);
      }
      json.endArray();
      json.name("outcome").value(outcome.prediction().outcome().word());
      json.name("answer");
      TraceJson.answer(json, outcome.prediction().answer());
      json.name("rules").beginArray();
      for (Prediction.Reason reason : outcome.prediction().reasons()) {
        if (reason.decides()) {
          json.value(reason.finding().rule().id());
        }
      }
      json.endArray().endObject();
    }
    json.endArray();
    json.name("summary").beginObject();
    for (RouteTest.Verdict verdict : RouteTest.Verdict.values()) {
      json.name(verdict.word()).value(count(verdict));
    }
    json.endObject().endObject();
  }

  /// JUnit's XML, as build servers read it: what cannot be known is skipped.
  public void junit(Appendable out) throws IOException {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    String counts =
        " tests=\""
            + outcomes.size()
            + "\" failures=\""
            + count(RouteTest.Verdict.FAILED)
            + "\" errors=\"0\" skipped=\""
            + count(RouteTest.Verdict.UNKNOWN)
            + "\"";
    out.append("<testsuites").append(counts).append(">\n");
    out.append("  <testsuite name=\"").append(Markup.attribute(file)).append('"');
    out.append(counts).append(" time=\"0\">\n");
    for (RouteTest.Outcome outcome : outcomes) {
      testCase(outcome, out);
    }
    out.append("  </testsuite>\n</testsuites>\n");
  }

  private void testCase(RouteTest.Outcome outcome, Appendable out) throws IOException {
    out.append("    <testcase classname=\"").append(Markup.attribute(file));
    out.append("\" name=\"").append(Markup.attribute(outcome.test().title()));
    out.append("\" file=\"").append(Markup.attribute(file));
    out.append("\" line=\"").append(Integer.toString(outcome.test().line())).append('"');
    String message =
        Markup.attribute(outcome.mismatches().isEmpty() ? "" : outcome.mismatches().getFirst());
    switch (outcome.verdict()) {
      case PASSED -> out.append("/>\n");
      case UNKNOWN ->
          out.append(">\n      <skipped message=\"")
              .append(message)
              .append("\"/>\n    </testcase>\n");
      case FAILED -> {
        out.append(">\n      <failure message=\"").append(message).append("\">");
        out.append(Markup.text(String.join("\n", details(outcome))));
        out.append("</failure>\n    </testcase>\n");
      }
    }
  }

  private static List<String> details(RouteTest.Outcome outcome) {
    List<String> lines = new java.util.ArrayList<>(outcome.mismatches());
    for (Prediction.Reason reason : outcome.prediction().reasons()) {
      if (reason.decides()) {
        lines.add(
            Headline.place(reason.finding().place())
                + ": "
                + reason.finding().rule().id()
                + ": "
                + reason.finding().message());
      }
    }
    return lines;
  }
}
