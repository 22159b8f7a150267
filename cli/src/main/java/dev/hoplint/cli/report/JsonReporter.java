package dev.hoplint.cli.report;

import dev.hoplint.cli.Version;
import dev.hoplint.engine.Fingerprint;
import dev.hoplint.engine.LintResult;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Fix;
import dev.hoplint.rule.Related;
import dev.hoplint.rule.Severity;
import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.text.TextEdit;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/// The report for programs, version 1: fields are added, never changed or removed.
///
/// Lines and columns are 1-based, columns count UTF-16 units, ends are exclusive.
final class JsonReporter implements Reporter {
  private static final int VERSION = 1;

  @Override
  public void write(Report report, Appendable out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.beginObject().name("version").value(VERSION);
    json.name("tool").beginObject();
    json.name("name").value("hoplint");
    json.name("version").value(Version.HOPLINT);
    json.name("kubernetes").value(Version.KUBERNETES);
    json.endObject();
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      finding(json, finding);
    }
    json.endArray().name("unresolved").beginArray();
    for (Unresolved unresolved : report.result().unresolved()) {
      json.beginObject().name("message").value(unresolved.message());
      end(json, Optional.of(unresolved.resource()), unresolved.place());
      json.endObject();
    }
    json.endArray().name("suppressed").beginArray();
    for (LintResult.Suppressed suppressed : report.result().suppressed()) {
      json.beginObject().name("rule").value(suppressed.finding().rule().id());
      json.name("reason").value(suppressed.reason());
      json.name("by").value(suppressed.by());
      location(json, suppressed.finding().place());
      json.endObject();
    }
    json.endArray();
    summary(json, report);
    json.endObject();
  }

  static void finding(JsonWriter json, Finding finding) throws IOException {
    json.beginObject();
    json.name("rule").value(finding.rule().id());
    json.name("severity").value(finding.severity().word());
    json.name("certainty").value(finding.certainty().word());
    symptom(json, finding.symptom());
    json.name("message").value(finding.message());
    json.name("help").value(finding.help().isEmpty() ? null : finding.help());
    json.name("fingerprint").value(Fingerprint.of(finding));
    end(json, finding.resource(), finding.place());
    json.name("related").beginArray();
    for (Related related : finding.related()) {
      json.beginObject().name("message").value(related.message());
      end(json, Optional.of(related.resource()), related.place());
      json.endObject();
    }
    json.endArray().name("routes").beginObject();
    json.name("count").value(finding.routes().count());
    json.name("first").beginArray();
    for (String step : finding.routes().first()) {
      json.value(step);
    }
    json.endArray().endObject().name("fixes").beginArray();
    for (Fix fix : finding.fixes()) {
      fix(json, fix);
    }
    json.endArray().endObject();
  }

  private static void symptom(JsonWriter json, Optional<Symptom> found) throws IOException {
    json.name("symptom");
    if (found.isEmpty()) {
      json.nothing();
      return;
    }
    Symptom symptom = found.get();
    json.beginObject().name("status").beginArray();
    for (int status : symptom.statuses()) {
      json.value(status);
    }
    json.endArray();
    json.name("effect").value(symptom.effect().orElse(null));
    json.name("from").value(symptom.from());
    json.name("assumed").value(symptom.assumed().orElse(null));
    json.name("when").value(symptom.when().word());
    json.name("share").value(symptom.share().word());
    json.name("request").value(symptom.request().orElse(null));
    json.endObject();
  }

  /// The object and the location of one end.
  static void end(JsonWriter json, Optional<Resource> resource, Place place) throws IOException {
    json.name("object");
    if (resource.isEmpty()) {
      json.nothing();
    } else {
      ObjectRef ref = resource.get().ref();
      json.beginObject();
      json.name("apiVersion").value(ref.kind().apiVersion());
      json.name("kind").value(ref.kind().name());
      json.name("namespace").value(ref.namespace().isEmpty() ? null : ref.namespace());
      json.name("name").value(ref.name());
      json.name("path").value(place.path().toString());
      json.endObject();
    }
    location(json, place);
  }

  /// The same; a hop may have no place.
  static void end(JsonWriter json, Optional<Resource> resource, Optional<Place> place)
      throws IOException {
    if (place.isPresent()) {
      end(json, resource, place.get());
      return;
    }
    json.name("object").nothing().name("location").nothing();
  }

  static void location(JsonWriter json, Place place) throws IOException {
    json.name("location");
    switch (place) {
      case Place.InText(var source, var span, var _) -> region(json, source, span);
      case Place.InObject _ -> json.nothing();
    }
  }

  private static void region(JsonWriter json, SourceText source, Span span) throws IOException {
    Position start = source.position(span.start());
    Position end = source.position(span.end());
    json.beginObject();
    json.name("file").value(source.name());
    json.name("line").value(start.line());
    json.name("column").value(start.column());
    json.name("endLine").value(end.line());
    json.name("endColumn").value(end.column());
    json.endObject();
  }

  private static void fix(JsonWriter json, Fix fix) throws IOException {
    json.beginObject();
    json.name("title").value(fix.title());
    json.name("applicability").value(fix.applicability().name().toLowerCase(Locale.ROOT));
    json.name("edits").beginArray();
    for (TextEdit edit : fix.edits()) {
      json.beginObject().name("location");
      region(json, fix.source(), edit.span());
      json.name("replacement").value(edit.replacement()).endObject();
    }
    json.endArray().endObject();
  }

  private static void summary(JsonWriter json, Report report) throws IOException {
    LintResult result = report.result();
    json.name("summary").beginObject();
    json.name("files").value(result.files());
    json.name("documents").value(result.documents());
    json.name("objects").value(result.objects());
    json.name("routes").value(result.routes());
    json.name("errors").value(report.count(Severity.ERROR));
    json.name("warnings").value(report.count(Severity.WARNING));
    json.name("infos").value(report.count(Severity.INFO));
    json.name("hidden").value(report.hidden());
    json.name("elapsedMillis").value(report.elapsedMillis());
    json.endObject();
  }
}
