package dev.hoplint.webhook.server;

import dev.hoplint.webhook.config.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long the caller waits, by the `timeout` of the request's query: the API server writes what
/// is left of its own deadline, rounded up to a second.
final class Patience {
  /// What a webhook configuration without `timeoutSeconds` means.
  private static final Duration UNSAID = Duration.ofSeconds(10);

  /// The most that a webhook configuration can ask for.
  private static final Duration MOST = Duration.ofSeconds(30);

  /// For the way back, and for what was rounded up.
  private static final Duration RESERVE = Duration.ofMillis(200);

  private Patience() {}

  /// How long an answer may take here.
  ///
  /// @param timeout the parameter as written, null where it is not
  static Duration budget(@Nullable String timeout) {
    Duration said =
        Optional.ofNullable(timeout)
            .filter(text -> text.length() <= 20)
            .flatMap(Durations::parse)
            .filter(one -> !one.isZero())
            .orElse(UNSAID);
    Duration most = said.compareTo(MOST) > 0 ? MOST : said;
    Duration budget = most.minus(RESERVE);
    return budget.isNegative() || budget.isZero() ? most.dividedBy(2) : budget;
  }
}
