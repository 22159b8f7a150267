package dev.hoplint.bench.load;

import java.util.OptionalInt;

/// What came back.
///
/// @param retryAfter seconds, where the header is there and a number
/// @param close whether the server closes the connection
record Reply(int status, OptionalInt retryAfter, boolean close, String body) {
  /// Whether the API server's client sends the same request again.
  boolean asksForRetry() {
    return retryAfter.isPresent() && (status == 429 || status >= 500);
  }
}
