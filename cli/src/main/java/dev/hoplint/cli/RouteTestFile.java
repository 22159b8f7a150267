package dev.hoplint.cli;

import dev.hoplint.cli.report.Expectation;
import dev.hoplint.cli.report.RouteTest;
import dev.hoplint.route.TraceRequest;
import dev.hoplint.text.NearestName;
import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import dev.hoplint.yaml.Alias;
import dev.hoplint.yaml.Document;
import dev.hoplint.yaml.Mapping;
import dev.hoplint.yaml.Node;
import dev.hoplint.yaml.Scalar;
import dev.hoplint.yaml.Sequence;
import dev.hoplint.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of requests with what must come of them, version 1. `docs/trace.md` describes it. What is
/// wrong with it becomes problems with places, and the rest is read all the same.
final class RouteTestFile {
  private static final List<String> KEYS = List.of("version", "tests");
  private static final List<String> TEST_KEYS =
      List.of("name", "request", "headers", "bodySize", "slow", "scheme", "expect");
  private static final List<String> EXPECT_KEYS = List.of("status", "service", "path", "location");
  private static final int MOST_TESTS = 10_000;

  private final SourceText source;
  private final List<String> problems = new ArrayList<>();
  private final List<RouteTest> tests = new ArrayList<>();

  private RouteTestFile(SourceText source) {
    this.source = source;
  }

  /// What was read.
  ///
  /// @param problems lines `file:line:column: sentence`; empty for a file that can be used
  record Read(List<RouteTest> tests, List<String> problems) {}

  static Read read(SourceText source) {
    RouteTestFile file = new RouteTestFile(source);
    file.read();
    return new Read(List.copyOf(file.tests), List.copyOf(file.problems));
  }

  private void read() {
    List<Document> documents = YamlReader.read(source);
    for (Document document : documents) {
      document.problem().ifPresent(one -> problem(one.span(), one.message()));
      for (Document.DuplicateKey twice : document.duplicateKeys()) {
        problem(twice.last(), "the key \"" + twice.key() + "\" is written twice");
      }
    }
    if (documents.size() > 1) {
      problem(documents.get(1).span(), "a file of tests holds one document, this is another one");
    }
    if (!problems.isEmpty()) {
      return;
    }
    Optional<Node> root = documents.getFirst().root();
    if (root.isEmpty()) {
      problem(Span.at(0), "\"tests\" is missing");
      return;
    }
    mapping(root.get(), "the file").ifPresent(this::file);
  }

  private void problem(Span span, String message) {
    Position at = source.position(span.start());
    String place = source.name() + ":" + at.line() + ":" + at.column() + ": ";
    problems.add(RequestOptions.harmless(place + message));
  }

  private void file(Mapping file) {
    check(file, KEYS);
    text(file, "version")
        .filter(one -> !one.value().equals("1"))
        .ifPresent(
            one ->
                problem(
                    one.span(),
                    "version is 1, not \"" + one.value() + "\" (this hoplint knows no other)"));
    Optional<Node> list = file.get("tests");
    if (list.isEmpty()) {
      problem(file.span(), "\"tests\" is missing");
    } else if (!(list.get() instanceof Sequence sequence)) {
      problem(list.get().span(), "\"tests\" is a list, not " + kind(list.get()));
    } else if (sequence.items().isEmpty() || sequence.items().size() > MOST_TESTS) {
      problem(
          sequence.span(),
          "\"tests\" has "
              + sequence.items().size()
              + " entries, 1 to "
              + MOST_TESTS
              + " are wanted");
    } else {
      for (Node item : sequence.items()) {
        mapping(item, "a test").ifPresent(this::test);
      }
    }
  }

  private void test(Mapping test) {
    check(test, TEST_KEYS);
    Optional<Scalar> request = text(test, "request");
    Optional<Mapping> expect = test.get("expect").flatMap(node -> mapping(node, "\"expect\""));
    for (String key : List.of("request", "expect")) {
      if (test.get(key).isEmpty()) {
        problem(test.span(), "\"" + key + "\" is missing in a test");
      }
    }
    if (request.isEmpty() || expect.isEmpty()) {
      return;
    }
    Optional<TraceRequest> read = request(test, request.get());
    Optional<RouteTest.Expected> expected = expected(expect.get());
    if (read.isPresent() && expected.isPresent()) {
      tests.add(
          new RouteTest(
              text(test, "name").map(Scalar::value),
              request.get().value().strip(),
              read.get(),
              expected.get(),
              source.position(test.span().start()).line()));
    }
  }

  private Optional<TraceRequest> request(Mapping test, Scalar written) {
    String text = written.value().strip();
    int blank = text.indexOf(' ');
    Optional<String> method = blank < 0 ? Optional.empty() : Optional.of(text.substring(0, blank));
    try {
      return Optional.of(
          RequestOptions.read(
              new RequestOptions.Written(
                  method,
                  text.substring(blank + 1).strip(),
                  text(test, "scheme").map(Scalar::value),
                  headers(test),
                  text(test, "bodySize").map(Scalar::value),
                  text(test, "slow").map(Scalar::value))));
    } catch (RequestOptions.Mistake mistake) {
      problem(written.span(), mistake.message());
      return Optional.empty();
    }
  }

  private List<String> headers(Mapping test) {
    List<String> lines = new ArrayList<>();
    Optional<Mapping> headers = test.get("headers").flatMap(node -> mapping(node, "\"headers\""));
    if (headers.isPresent()) {
      for (Mapping.Entry entry : headers.get().effectiveEntries()) {
        String name = entry.name().orElse("");
        text(headers.get(), name).ifPresent(value -> lines.add(name + ": " + value.value()));
      }
    }
    return lines;
  }

  private Optional<RouteTest.Expected> expected(Mapping expect) {
    int before = problems.size();
    check(expect, EXPECT_KEYS);
    if (expect.entries().isEmpty()) {
      problem(expect.span(), "\"expect\" says nothing: " + words(EXPECT_KEYS) + " are known");
    }
    Optional<Expectation> status = status(expect);
    Optional<RouteTest.ServiceName> service = text(expect, "service").flatMap(one -> service(one));
    Optional<String> path =
        text(expect, "path")
            .filter(one -> starts(one, "/", "the path that the application sees starts with /"))
            .map(Scalar::value);
    Optional<String> location = text(expect, "location").map(Scalar::value);
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(new RouteTest.Expected(status, service, path, location));
  }

  private boolean starts(Scalar scalar, String prefix, String sentence) {
    boolean good = scalar.value().startsWith(prefix);
    if (!good) {
      problem(scalar.span(), sentence + ", not \"" + scalar.value() + "\"");
    }
    return good;
  }

  private Optional<Expectation> status(Mapping expect) {
    Optional<Node> node = expect.get("status");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    if (node.get() instanceof Sequence sequence) {
      for (Node item : sequence.items()) {
        if (item.resolve() instanceof Scalar scalar) {
          words.add(scalar.value());
        } else {
          problem(item.span(), "a status is a single value, not " + kind(item));
        }
      }
    } else {
      text(expect, "status").ifPresent(one -> words.add(one.value()));
    }
    Optional<Expectation> read = Expectation.read(words);
    if (read.isEmpty()) {
      problem(
          node.get().span(),
          "a status is 200, 2xx, 308 or app, not \"" + String.join(", ", words) + "\"");
    }
    return read;
  }

  private Optional<RouteTest.ServiceName> service(Scalar written) {
    Optional<RouteTest.ServiceName> read = RouteTest.ServiceName.read(written.value());
    if (read.isEmpty()) {
      problem(
          written.span(),
          "a Service is namespace/name:port, without what does not matter, not \""
              + written.value()
              + "\"");
    }
    return read;
  }

  private void check(Mapping mapping, List<String> known) {
    for (Mapping.Entry entry : mapping.effectiveEntries()) {
      String name = entry.name().orElse("");
      if (!known.contains(name)) {
        String meant =
            NearestName.of(name, known).map(near -> ", did you mean \"" + near + "\"?").orElse("");
        problem(
            entry.key().span(),
            "unknown key \""
                + name
                + "\""
                + (meant.isEmpty() ? " (known: " + words(known) + ")" : meant));
      }
    }
  }

  private static String words(List<String> keys) {
    return String.join(", ", keys);
  }

  private Optional<Mapping> mapping(Node node, String what) {
    if (node.resolve() instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    problem(node.span(), what + " is keys and values, not " + kind(node));
    return Optional.empty();
  }

  /// A value that is one text or number; nothing and null are absent.
  private Optional<Scalar> text(Mapping mapping, String key) {
    Optional<Node> node = mapping.get(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Scalar scalar) {
      return scalar.isNull() ? Optional.empty() : Optional.of(scalar);
    }
    problem(node.get().span(), "\"" + key + "\" is a single value, not " + kind(node.get()));
    return Optional.empty();
  }

  private static String kind(Node node) {
    return switch (node.resolve()) {
      case Mapping _ -> "keys and values";
      case Sequence _ -> "a list";
      case Scalar scalar -> scalar.isNull() ? "nothing" : "a single value";
      case Alias _ -> "an alias";
    };
  }
}
