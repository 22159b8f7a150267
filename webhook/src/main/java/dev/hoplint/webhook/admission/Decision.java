package dev.hoplint.webhook.admission;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is answered to one review.
///
/// @param denial why not; empty where it is allowed
/// @param notes audit annotations, in order
record Decision(
    Outcome outcome, Optional<Denial> denial, List<String> warnings, Map<String, String> notes) {
  Decision {
    warnings = List.copyOf(warnings);
  }

  /// How a review ended, for metrics.
  enum Outcome {
    /// Nothing to look at.
    SKIPPED,
    ALLOWED,
    WARNED,
    DENIED,
    UNDECODED,
    FAILED_OPEN
  }

  /// @param message for people: all causes in one line
  record Denial(String message, String group, String kind, String name, List<Cause> causes) {
    Denial {
      causes = List.copyOf(causes);
    }
  }

  /// @param rule its id
  /// @param field the path in the object under review
  record Cause(String rule, String message, String field) {}

  static Decision allowed(Outcome outcome, Map<String, String> notes) {
    return new Decision(outcome, Optional.empty(), List.of(), notes);
  }
}
