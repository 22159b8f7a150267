package dev.hoplint.rule;

import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import java.util.List;
import java.util.Optional;

/// A suppression that suppresses nothing.
///
/// @param what the sort of suppression: `comment`
/// @param rules the rule ids or patterns for which it is useless, as written
/// @param reason why it is useless
/// @param detail the nearest id for an unknown rule, the date for an expired suppression; else
///   empty
/// @param place where it stands
/// @param resource the object it stands at; empty for a configuration
/// @param removal the edit that removes it
public record UselessSuppression(
    String what,
    List<String> rules,
    Reason reason,
    String detail,
    Place place,
    Optional<Resource> resource,
    Optional<Fix> removal) {
  public UselessSuppression {
    rules = List.copyOf(rules);
  }

  /// Why a suppression is useless.
  public enum Reason {
    /// It does not say why.
    NO_REASON,
    /// It names no rule.
    UNKNOWN_RULE,
    /// Its last day has passed.
    EXPIRED,
    /// The rule finds nothing there.
    MATCHES_NOTHING
  }
}
