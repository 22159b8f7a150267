package dev.hoplint.webhook.scan;

import dev.hoplint.engine.Fingerprint;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Since when findings have been there. One that rests on an absence counts only after a while:
/// what is missing is usually just not applied yet.
final class Settling {
  static final Duration SETTLED = Duration.ofSeconds(60);

  private Map<String, Instant> since = Map.of();
  private boolean pending;

  /// @param since when this process saw it first
  record Settled(Finding finding, Instant since) {}

  /// The findings that count; forgets those that are gone.
  ///
  /// @param quiet whether nothing has changed for so long that nothing is under way any more
  List<Settled> of(List<Finding> found, Instant now, boolean quiet) {
    Map<String, Instant> next = new HashMap<>();
    List<Settled> settled = new ArrayList<>(found.size());
    pending = false;
    for (Finding finding : found) {
      String fingerprint = Fingerprint.of(finding);
      Instant first = since.getOrDefault(fingerprint, now);
      next.putIfAbsent(fingerprint, first);
      boolean counts =
          finding.rule().evidence() != Evidence.ABSENCE
              || quiet
              || Duration.between(first, now).abs().compareTo(SETTLED) >= 0;
      if (counts) {
        settled.add(new Settled(finding, first));
      } else {
        pending = true;
      }
    }
    since = next;
    return settled;
  }

  /// Whether the last findings held some that do not count yet.
  boolean isPending() {
    return pending;
  }
}
