package dev.hoplint.webhook.admission;

/// What a body turned out to be.
sealed interface Decoded {
  /// A review that can be judged.
  record Readable(Review review) implements Decoded {}

  /// A review that has a uid, but holds something that is not understood.
  ///
  /// @param reason one word of a small set, for metrics
  /// @param detail one sentence, for the audit log
  record Undecoded(String uid, String reason, String detail) implements Decoded {}

  /// No review.
  ///
  /// @param message one sentence
  record Refused(String message) implements Decoded {}
}
