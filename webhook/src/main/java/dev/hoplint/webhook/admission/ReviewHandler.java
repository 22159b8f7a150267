package dev.hoplint.webhook.admission;

import java.time.Duration;

/// Answers admission reviews. Safe for many threads; never throws for what a request holds.
public interface ReviewHandler {
  /// Decodes, evaluates and answers.
  ///
  /// @param body the request's bytes, already within the limit
  /// @param budget what is left of the caller's patience
  AdmissionAnswer review(byte[] body, Duration budget);

  /// Answers without evaluating: allowed, with the reason as an audit annotation.
  ///
  /// @param reason one word for metrics: `overload`, `deadline`, `error`
  AdmissionAnswer failOpen(byte[] body, String reason);
}
