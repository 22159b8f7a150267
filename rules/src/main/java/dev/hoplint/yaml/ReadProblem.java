package dev.hoplint.yaml;

import dev.hoplint.text.Span;

/// Why a document could not be read, and where.
///
/// @param kind what sort of problem; a limit is not a syntax error
/// @param message one sentence without a period
public record ReadProblem(Kind kind, Span span, String message) {
  /// Sorts of problems.
  public enum Kind {
    /// The text is not YAML or JSON.
    SYNTAX,
    /// The text is over a limit against hostile input (size, depth, aliases, documents).
    LIMIT
  }
}
