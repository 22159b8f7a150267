package dev.hoplint.suppress;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Fix;
import dev.hoplint.text.Wildcard;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Somebody accepts findings of some rules at some place.
///
/// @param rules rule ids, or patterns with `*`
/// @param reason why; blank where none is given, and then nothing is suppressed
/// @param until the last day on which it counts
/// @param place where it is written
/// @param resources the objects it stands at; empty for a configuration
/// @param removal the edit that deletes it
public record Suppression(
    Origin origin,
    List<String> rules,
    String reason,
    Scope scope,
    Optional<LocalDate> until,
    Place place,
    List<Resource> resources,
    Optional<Fix> removal) {
  public Suppression {
    rules = List.copyOf(rules);
    resources = List.copyOf(resources);
  }

  boolean isExpired(LocalDate today) {
    return until.isPresent() && today.isAfter(until.get());
  }

  /// The pattern that names a finding's rule, where the finding is covered.
  Optional<String> patternFor(Finding finding) {
    for (String pattern : rules) {
      if (Wildcard.matches(pattern, finding.rule().id())) {
        return scope.covers(finding) ? Optional.of(pattern) : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
