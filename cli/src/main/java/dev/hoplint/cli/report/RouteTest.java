package dev.hoplint.cli.report;

import dev.hoplint.engine.Prediction;
import dev.hoplint.resource.Service;
import dev.hoplint.route.TraceAnswer;
import dev.hoplint.route.TraceLeg;
import dev.hoplint.route.TraceRequest;
import dev.hoplint.route.TraceUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One request of a file of tests, and what must come of it.
///
/// @param written the request as it stands there: `GET https://shop.example/cart`
/// @param line where the test starts, 1-based
public record RouteTest(
    Optional<String> name, String written, TraceRequest request, Expected expected, int line) {

  /// What must come out; what is empty does not matter.
  ///
  /// @param path path and, where a query is written, query as the application sees them
  /// @param location where the first answer redirects to
  public record Expected(
      Optional<Expectation> status,
      Optional<ServiceName> service,
      Optional<String> path,
      Optional<String> location) {}

  /// `shop/cart:80`, `cart:http`, `cart`.
  public record ServiceName(Optional<String> namespace, String name, Optional<String> port) {
    public static Optional<ServiceName> read(String text) {
      if (!text.matches("([-a-z0-9]{1,63}/)?[-a-z0-9.]{1,253}(:[-a-z0-9]{1,63})?")) {
        return Optional.empty();
      }
      int slash = text.indexOf('/');
      int colon = text.indexOf(':');
      return Optional.of(
          new ServiceName(
              slash < 0 ? Optional.empty() : Optional.of(text.substring(0, slash)),
              text.substring(slash + 1, colon < 0 ? text.length() : colon),
              colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1))));
    }

    boolean is(TraceLeg.Used used, TraceLeg.Backend backend) {
      int slash = backend.service().indexOf('/');
      boolean sameName = backend.service().substring(slash + 1).equals(name);
      boolean sameNamespace =
          namespace.isEmpty() || backend.service().substring(0, slash).equals(namespace.get());
      return sameName && sameNamespace && (port.isEmpty() || isPort(used, backend, port.get()));
    }

    /// The port as the backend writes it, or as the Service has it: by number or by name.
    private static boolean isPort(TraceLeg.Used used, TraceLeg.Backend backend, String wanted) {
      Optional<Service.Port> found = used.port();
      return backend.port().equals(wanted)
          || found
              .filter(
                  one ->
                      one.name().is(wanted)
                          || one.port()
                              .get()
                              .map(String::valueOf)
                              .filter(wanted::equals)
                              .isPresent())
              .isPresent();
    }

    @Override
    public String toString() {
      return namespace.map(one -> one + "/").orElse("")
          + name
          + port.map(one -> ":" + one).orElse("");
    }
  }

  /// What became of a test.
  public enum Verdict {
    PASSED("passed"),
    FAILED("failed"),
    UNKNOWN("unknown");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// A test with its prediction.
  ///
  /// @param mismatches what differs, one sentence each without a period
  public record Outcome(
      RouteTest test, Prediction prediction, Verdict verdict, List<String> mismatches) {
    public Outcome {
      mismatches = List.copyOf(mismatches);
    }
  }

  /// `the cart answers`, or the request where the test has no name.
  public String title() {
    return name.orElse(written);
  }

  /// Compares a prediction with what is expected.
  public Outcome compare(Prediction prediction) {
    List<String> failed = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    if (expected.status().isPresent()) {
      Expectation status = expected.status().get();
      switch (status.met(prediction)) {
        case YES -> {}
        case NO -> failed.add("status: expected " + status + ", got " + Answers.words(prediction));
        case UNKNOWN -> unknown.add("status: whether it is " + status + " cannot be known");
      }
    }
    backend(prediction, failed, unknown);
    location(prediction, failed, unknown);
    Verdict verdict =
        !failed.isEmpty() ? Verdict.FAILED : unknown.isEmpty() ? Verdict.PASSED : Verdict.UNKNOWN;
    failed.addAll(unknown);
    return new Outcome(this, prediction, verdict, failed);
  }

  private void backend(Prediction prediction, List<String> failed, List<String> unknown) {
    TraceLeg leg = prediction.last();
    Optional<TraceLeg.Backend> backend = leg.used().backend();
    boolean open = prediction.outcome() == Prediction.Outcome.UNKNOWN;
    if (expected.service().isPresent()) {
      ServiceName wanted = expected.service().get();
      if (backend.isEmpty()) {
        (open ? unknown : failed)
            .add(
                "service: expected "
                    + wanted
                    + ", no Service is asked: "
                    + Answers.words(prediction));
      } else if (!wanted.is(leg.used(), backend.get())) {
        failed.add("service: expected " + wanted + ", " + backend.get() + " is asked");
      }
    }
    if (expected.path().isPresent()) {
      String wanted = expected.path().get();
      if (backend.isEmpty()) {
        (open ? unknown : failed)
            .add(
                "path: expected " + wanted + ", no Service is asked: " + Answers.words(prediction));
      } else if (!isPath(backend.get().target(), wanted)) {
        failed.add("path: expected " + wanted + ", it is " + backend.get().target());
      }
    }
  }

  private static boolean isPath(String target, String wanted) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return target.equals(wanted) || (wanted.indexOf('?') < 0 && path.equals(wanted));
  }

  private void location(Prediction prediction, List<String> failed, List<String> unknown) {
    if (expected.location().isEmpty()) {
      return;
    }
    String wanted = expected.location().get();
    TraceLeg first = prediction.trace().legs().getFirst();
    switch (first.answer()) {
      case TraceAnswer.Redirect redirect -> {
        Optional<TraceUrl> there = first.request().url().resolve(redirect.location());
        boolean same =
            redirect.location().equals(wanted)
                || (there.isPresent() && there.equals(first.request().url().resolve(wanted)));
        if (!same) {
          failed.add("location: expected " + wanted + ", it is " + redirect.location());
        }
      }
      case TraceAnswer.Unknown _ ->
          unknown.add("location: expected " + wanted + ", " + Answers.words(prediction));
      case TraceAnswer.Application _, TraceAnswer.Status _ ->
          failed.add(
              "location: expected "
                  + wanted
                  + ", there is no redirect: "
                  + Answers.words(prediction));
    }
  }
}
