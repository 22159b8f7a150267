package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// Leaves the reading of one document; never leaves this room.
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ReadProblem problem;

  private Unreadable(ReadProblem problem) {
    super(problem.message(), null, false, false);
    this.problem = problem;
  }

  static Unreadable syntax(Span span, String message) {
    return new Unreadable(new ReadProblem(ReadProblem.Kind.SYNTAX, span, message));
  }

  static Unreadable limit(Span span, String message) {
    return new Unreadable(new ReadProblem(ReadProblem.Kind.LIMIT, span, message));
  }

  ReadProblem problem() {
    return problem;
  }
}
