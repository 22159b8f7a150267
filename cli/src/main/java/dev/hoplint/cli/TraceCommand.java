package dev.hoplint.cli;

import dev.hoplint.cli.report.Expectation;
import dev.hoplint.cli.report.ReportStyle;
import dev.hoplint.cli.report.TraceReport;
import dev.hoplint.engine.Prediction;
import dev.hoplint.engine.Predictor;
import dev.hoplint.intake.DocumentRole;
import dev.hoplint.route.TraceRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `hoplint trace [METHOD] URL [PATH…]`: follows one request and says what it gets.
final class TraceCommand {
  private static final String HINT = "\"hoplint trace --help\" shows how a request is written";

  private TraceCommand() {}

  static int run(List<String> arguments, Shell shell) {
    List<String> headers = new ArrayList<>();
    Arguments command =
        new Arguments(
                "trace",
                "[METHOD] URL [PATH…]",
                "Follows one request hop by hop through manifests and predicts what the client"
                    + " gets.")
            .operands("ARGUMENT", "a method (GET, or POST with a body), a URL, files and folders")
            .inOrder(
                "LINE", "a header: \"X-Canary: always\"; may be repeated", headers::add, "--header")
            .value("SIZE", "the size of the body: 100, 512k, 20m, 1g", "--body-size")
            .value("TIME", "how long the application is silent: 90s, 2m", "--slow")
            .value(
                "SCHEME",
                "the scheme in which requests reach the controller, where TLS ends in front of it",
                "--scheme")
            .values(
                "STATUS",
                "what must come out: 200, 2xx, 308, or app where the application may say anything",
                "--expect")
            .value("FORMAT", "text (default) or json", "--format")
            .value("FILE", "where the report goes", "-o", "--output");
    Optional<Arguments.Parsed> parsed = LintArguments.addInput(command).parse(arguments, shell);
    return parsed.isEmpty() ? ExitCode.OK : run(parsed.get(), headers, shell);
  }

  private static int run(Arguments.Parsed parsed, List<String> headers, Shell shell) {
    ReportOutput output = ReportOutput.of(parsed, List.of("text", "json"), HINT);
    List<String> operands = parsed.operands();
    boolean hasMethod = operands.size() > 1 && RequestOptions.isMethod(operands.getFirst());
    List<String> rest = hasMethod ? operands.subList(1, operands.size()) : operands;
    if (rest.isEmpty() || (!hasMethod && RequestOptions.isMethod(rest.getFirst()))) {
      throw new WrongUsage("trace needs a URL", HINT);
    }
    TraceRequest request =
        request(
            new RequestOptions.Written(
                hasMethod ? Optional.of(operands.getFirst()) : Optional.empty(),
                url(rest.getFirst(), shell),
                parsed.value("--scheme"),
                headers,
                parsed.value("--body-size"),
                parsed.value("--slow")));
    Optional<Expectation> expectation =
        parsed.has("--expect")
            ? Optional.of(expectation(parsed.values("--expect")))
            : Optional.empty();
    LintOptions options = LintArguments.input(parsed, rest.subList(1, rest.size()));
    Optional<Examination> examined = Examination.of(options, shell);
    if (examined.isEmpty()) {
      return ExitCode.INPUT;
    }
    Prediction prediction =
        new Predictor(examined.get().graph(), examined.get().result()).predict(request);
    TraceReport report =
        new TraceReport(
            prediction,
            expectation,
            examined.get().result().roles().getOrDefault(DocumentRole.BROKEN, 0));
    boolean json = output.format().equals("json");
    ReportStyle style = output.style(options, shell);
    output.write(
        shell,
        out -> {
          if (json) {
            report.json(out);
          } else {
            report.text(style, out);
          }
        });
    return examined.get().exitCode(code(prediction, expectation));
  }

  private static String url(String text, Shell shell) {
    Optional<Path> file = text.contains("://") ? Optional.empty() : shell.path(text);
    if (file.isPresent() && Files.exists(file.get())) {
      throw new WrongUsage(
          "\"" + text + "\" is a file or folder, and the URL comes first",
          "for example: hoplint trace https://shop.example/cart " + text);
    }
    return text;
  }

  private static TraceRequest request(RequestOptions.Written written) {
    try {
      return RequestOptions.read(written);
    } catch (RequestOptions.Mistake mistake) {
      throw new WrongUsage(mistake.message(), HINT);
    }
  }

  private static Expectation expectation(List<String> words) {
    return Expectation.read(words)
        .orElseThrow(
            () ->
                new WrongUsage(
                    "--expect is a status such as 200, 2xx, 308 or app, not \""
                        + String.join(",", words)
                        + "\"",
                    HINT));
  }

  private static int code(Prediction prediction, Optional<Expectation> expectation) {
    return expectation
        .map(
            expected ->
                switch (expected.met(prediction)) {
                  case YES -> ExitCode.OK;
                  case NO -> ExitCode.FINDINGS;
                  case UNKNOWN -> ExitCode.UNKNOWN;
                })
        .orElseGet(
            () ->
                switch (prediction.outcome()) {
                  case REACHED, REDIRECTED -> ExitCode.OK;
                  case FAILED, LOOP -> ExitCode.FINDINGS;
                  case UNKNOWN -> ExitCode.UNKNOWN;
                });
  }
}
