package dev.hoplint.cli.report;

import dev.hoplint.cli.Version;
import dev.hoplint.engine.Prediction;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.route.Trace;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceHop;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.route.TraceRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A trace for programs, version 1: fields are added, never changed or removed. `docs/trace.md`
/// describes them.
final class TraceJson {
  private static final int VERSION = 1;

  private TraceJson() {}

  static void write(TraceReport report, JsonWriter json) throws IOException {
    json.beginObject().name("version").value(VERSION);
    tool(json);
    Prediction prediction = report.prediction();
    json.name("request");
    request(json, prediction.trace().legs().getFirst().request());
    json.name("legs").beginArray();
    for (TraceLeg leg : prediction.trace().legs()) {
      leg(json, leg);
    }
    json.endArray();
    json.name("prediction");
    prediction(json, prediction);
    json.name("expected");
    expected(json, report);
    json.name("findings").beginArray();
    for (Prediction.Reason reason : prediction.reasons()) {
      json.beginObject();
      json.name("hop").value(reason.hop().word());
      json.name("decides").value(reason.decides());
      json.name("finding");
      JsonReporter.finding(json, reason.finding());
      json.endObject();
    }
    json.endArray().name("assumptions").beginArray();
    for (String assumption : prediction.trace().assumptions()) {
      json.value(assumption);
    }
    json.endArray();
    json.name("unreadable").value(report.unreadable());
    json.endObject();
  }

  static void tool(JsonWriter json) throws IOException {
    json.name("tool").beginObject();
    json.name("name").value("hoplint");
    json.name("version").value(Version.HOPLINT);
    json.name("kubernetes").value(Version.KUBERNETES);
    json.endObject();
  }

  private static void request(JsonWriter json, TraceRequest request) throws IOException {
    json.beginObject();
    json.name("method").value(request.method());
    json.name("url").value(request.url().toString());
    json.name("arrives").value(request.scheme());
    json.name("headers").beginArray();
    for (TraceRequest.Header header : request.headers()) {
      json.beginObject();
      json.name("name").value(header.name());
      json.name("value").value(header.value());
      json.endObject();
    }
    json.endArray();
    number(json, "bodyBytes", request.bodyBytes());
    number(json, "slowSeconds", request.slowSeconds());
    json.endObject();
  }

  private static void number(JsonWriter json, String name, Optional<Long> number)
      throws IOException {
    json.name(name);
    if (number.isPresent()) {
      json.value(number.get());
    } else {
      json.nothing();
    }
  }

  private static void leg(JsonWriter json, TraceLeg leg) throws IOException {
    json.beginObject();
    json.name("request");
    request(json, leg.request());
    json.name("hops").beginArray();
    for (TraceHop hop : leg.hops()) {
      json.beginObject();
      json.name("hop").value(hop.kind().word());
      json.name("verdict").value(hop.verdict().word());
      json.name("text").value(hop.text());
      JsonReporter.end(json, hop.resource(), hop.place());
      json.name("notes").beginArray();
      for (TraceHop.Note note : hop.notes()) {
        json.beginObject().name("text").value(note.text());
        JsonReporter.end(json, note.resource(), note.place());
        json.endObject();
      }
      json.endArray().endObject();
    }
    json.endArray();
    json.name("answer");
    answer(json, leg.answer());
    backend(json, leg);
    json.endObject();
  }

  private static void backend(JsonWriter json, TraceLeg leg) throws IOException {
    json.name("backend");
    if (leg.used().backend().isEmpty()) {
      json.nothing();
      return;
    }
    TraceLeg.Backend backend = leg.used().backend().get();
    json.beginObject();
    json.name("service").value(backend.service());
    json.name("port").value(backend.port());
    json.name("target").value(backend.target());
    json.endObject();
  }

  static void answer(JsonWriter json, TraceAnswer answer) throws IOException {
    json.beginObject();
    switch (answer) {
      case TraceAnswer.Application(String who, Certainty certainty) ->
          fields(json, "application", List.of(), who, answer, certainty, null, null);
      case TraceAnswer.Status(var codes, var from, var _, var certainty, var why) ->
          fields(json, "status", codes, from, answer, certainty, why, null);
      case TraceAnswer.Redirect(int code, var location, var from, var _, var certainty, var why) ->
          fields(json, "redirect", List.of(code), from, answer, certainty, why, location);
      case TraceAnswer.Unknown(var _, String why) ->
          fields(json, "unknown", List.of(), null, answer, null, why, null);
    }
    json.endObject();
  }

  private static void fields(
      JsonWriter json,
      String kind,
      List<Integer> codes,
      @Nullable String from,
      TraceAnswer answer,
      @Nullable Certainty certainty,
      @Nullable String why,
      @Nullable String location)
      throws IOException {
    json.name("kind").value(kind);
    json.name("status").beginArray();
    for (int code : codes) {
      json.value(code);
    }
    json.endArray();
    json.name("from").value(from);
    json.name("hop").value(answer.hop().word());
    json.name("certainty").value(certainty == null ? null : certainty.word());
    json.name("why").value(why);
    json.name("location").value(location);
  }

  private static void prediction(JsonWriter json, Prediction prediction) throws IOException {
    json.beginObject();
    json.name("outcome").value(prediction.outcome().word());
    json.name("answer");
    answer(json, prediction.answer());
    json.name("loopsTo");
    if (prediction.trace().end() instanceof Trace.End.Loop(int leg)) {
      json.value(leg);
    } else {
      json.nothing();
    }
    json.endObject();
  }

  private static void expected(JsonWriter json, TraceReport report) throws IOException {
    if (report.expectation().isEmpty()) {
      json.nothing();
      return;
    }
    Expectation expectation = report.expectation().get();
    json.beginObject();
    json.name("status").beginArray();
    for (String word : expectation.words()) {
      json.value(word);
    }
    json.endArray();
    json.name("met").value(expectation.met(report.prediction()).name().toLowerCase(Locale.ROOT));
    json.endObject();
  }
}
