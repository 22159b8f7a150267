package dev.hoplint.cli.report;

import dev.hoplint.engine.LintResult;
import dev.hoplint.engine.OnTheWay;
import dev.hoplint.resource.Place;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/// What `why` says about a status: the findings that can produce it, by hop from the client to the
/// pod, and the rules that looked for it and found nothing.
///
/// @param hops every hop that something is said about, in order
/// @param accepted how many more findings somebody accepted
public record WhyReport(
    String status, String title, Map<TraceHop.Kind, Hop> hops, LintResult result, int accepted) {

  /// One hop.
  ///
  /// @param causes findings, the worst first
  /// @param fine rules that found nothing
  public record Hop(List<Finding> causes, List<RuleMeta> fine) {}

  /// @param rules those that cover the status and ran
  /// @param asked whether a code is the status
  public static WhyReport of(
      String status, String title, List<RuleMeta> rules, LintResult result, IntPredicate asked) {
    Map<TraceHop.Kind, Hop> hops = new EnumMap<>(TraceHop.Kind.class);
    for (TraceHop.Kind kind : TraceHop.Kind.values()) {
      hops.put(kind, new Hop(new ArrayList<>(), new ArrayList<>()));
    }
    Set<String> found = new HashSet<>();
    for (Finding finding : result.findings()) {
      if (gives(finding, asked)) {
        found.add(finding.rule().id());
        hop(hops, OnTheWay.hop(finding)).causes().add(finding);
      }
    }
    for (RuleMeta rule : rules) {
      if (!found.contains(rule.id())) {
        hop(hops, OnTheWay.hop(rule)).fine().add(rule);
      }
    }
    hops.values()
        .forEach(
            hop -> hop.causes().sort((one, other) -> other.severity().compareTo(one.severity())));
    hops.values().removeIf(hop -> hop.causes().isEmpty() && hop.fine().isEmpty());
    int accepted =
        (int) result.suppressed().stream().filter(one -> gives(one.finding(), asked)).count();
    return new WhyReport(status, title, hops, result, accepted);
  }

  private static Hop hop(Map<TraceHop.Kind, Hop> hops, TraceHop.Kind kind) {
    return hops.getOrDefault(kind, new Hop(new ArrayList<>(), new ArrayList<>()));
  }

  private static boolean gives(Finding finding, IntPredicate asked) {
    return finding.symptom().isPresent()
        && finding.symptom().get().statuses().stream().anyMatch(asked::test);
  }

  private List<Finding> shown(Hop hop, ReportStyle style) {
    return hop.causes().stream()
        .filter(one -> style.verbose() || one.severity() != Severity.INFO)
        .toList();
  }

  /// For people.
  public void text(ReportStyle style, Appendable out) throws IOException {
    Paint paint = new Paint(style.color());
    int causes = hops.values().stream().mapToInt(hop -> shown(hop, style).size()).sum();
    int all = hops.values().stream().mapToInt(hop -> hop.causes().size()).sum();
    out.append(paint.strong(title))
        .append(causes == 0 ? ": nothing here produces it" : ": " + causes(causes))
        .append(" (")
        .append(Integer.toString(result.routes()))
        .append(result.routes() == 1 ? " route" : " routes")
        .append(" checked)\n");
    for (Map.Entry<TraceHop.Kind, Hop> entry : hops.entrySet()) {
      List<Finding> shown = shown(entry.getValue(), style);
      if (!shown.isEmpty()) {
        out.append('\n').append(paint.strong(entry.getKey().word())).append('\n');
        for (Finding finding : shown) {
          cause(finding, paint, out);
        }
      }
    }
    fine(paint, out);
    rest(style, all - causes, out);
  }

  private static String causes(int count) {
    return count == 1 ? "1 possible cause" : count + " possible causes";
  }

  private static void cause(Finding finding, Paint paint, Appendable out) throws IOException {
    String symptom = Headline.symptom(finding);
    out.append("  ")
        .append(paint.severity(Severity.ERROR, "✗"))
        .append(' ')
        .append(paint.strong(Headline.place(finding.place())))
        .append(": ")
        .append(
            paint.severity(
                finding.severity(), finding.severity().word() + "[" + finding.rule().id() + "]"))
        .append(symptom.isEmpty() ? "" : " " + symptom)
        .append('\n');
    out.append("      ").append(Printable.line(finding.message())).append('\n');
    if (!finding.routes().first().isEmpty()) {
      int more = finding.routes().count() - 1;
      out.append("      ")
          .append(
              paint.faint(
                  Printable.line(String.join(" → ", finding.routes().first()))
                      + (more > 0 ? " (and " + more + " more)" : "")))
          .append('\n');
    }
    if (!finding.help().isEmpty()) {
      out.append("      help: ").append(Printable.line(finding.help())).append('\n');
    }
  }

  private void fine(Paint paint, Appendable out) throws IOException {
    if (hops.values().stream().allMatch(hop -> hop.fine().isEmpty())) {
      return;
    }
    out.append('\n').append(paint.strong("Checked and found fine:")).append('\n');
    for (Map.Entry<TraceHop.Kind, Hop> entry : hops.entrySet()) {
      for (RuleMeta rule : entry.getValue().fine()) {
        String hop = entry.getKey().word();
        out.append("  ")
            .append(paint.severity(Severity.INFO, "✓"))
            .append(' ')
            .append(hop)
            .append(" ".repeat(Math.max(1, 11 - hop.length())))
            .append(rule.id())
            .append('\n');
      }
    }
  }

  private void rest(ReportStyle style, int hidden, Appendable out) throws IOException {
    List<String> lines = new ArrayList<>();
    if (hidden > 0) {
      lines.add(hidden + " more of severity info (--verbose shows them)");
    }
    if (accepted > 0) {
      lines.add(accepted + " more that were accepted");
    }
    if (!result.unresolved().isEmpty()) {
      lines.add(
          result.unresolved().size()
              + " could not be checked"
              + (style.verbose() ? "" : " (--verbose lists them)"));
    }
    if (!lines.isEmpty()) {
      out.append('\n').append(String.join("\n", lines)).append('\n');
    }
    if (style.verbose()) {
      for (Unresolved unresolved : result.unresolved()) {
        out.append("  ? ")
            .append(Headline.place(unresolved.place()))
            .append(": ")
            .append(Printable.line(unresolved.message()))
            .append('\n');
      }
    }
  }

  /// For programs, version 1; `docs/trace.md` describes it.
  public void json(Appendable out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("version").value(1);
    TraceJson.tool(json);
    json.name("status").value(status);
    json.name("hops").beginArray();
    for (Map.Entry<TraceHop.Kind, Hop> entry : hops.entrySet()) {
      json.beginObject().name("hop").value(entry.getKey().word());
      json.name("findings").beginArray();
      for (Finding finding : entry.getValue().causes()) {
        JsonReporter.finding(json, finding);
      }
      json.endArray().name("fine").beginArray();
      for (RuleMeta rule : entry.getValue().fine()) {
        json.beginObject().name("rule").value(rule.id());
        json.name("summary").value(rule.summary()).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().name("unresolved").beginArray();
    for (Unresolved unresolved : result.unresolved()) {
      json.beginObject().name("message").value(unresolved.message());
      Place place = unresolved.place();
      JsonReporter.end(json, Optional.of(unresolved.resource()), place);
      json.endObject();
    }
    json.endArray();
    json.name("accepted").value(accepted);
    json.name("routes").value(result.routes());
    json.endObject();
  }
}
