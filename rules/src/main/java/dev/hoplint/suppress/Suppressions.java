package dev.hoplint.suppress;

import dev.hoplint.rule.Finding;
import dev.hoplint.rule.UselessSuppression;
import dev.hoplint.rule.UselessSuppression.Reason;
import dev.hoplint.text.NearestName;
import dev.hoplint.text.Wildcard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// All suppressions of a run, and which of them did something.
public final class Suppressions {
  private record Use(Suppression suppression, String pattern) {}

  private final List<Suppression> all;
  private final LocalDate today;
  private final Set<Use> used = new HashSet<>();

  /// @param today the day on which expiry is judged
  public Suppressions(List<Suppression> all, LocalDate today) {
    this.all = List.copyOf(all);
    this.today = today;
  }

  /// What accepts a finding: the first suppression that covers it; all that do count as used.
  public Optional<Suppression> accepting(Finding finding) {
    Optional<Suppression> first = Optional.empty();
    for (Suppression suppression : all) {
      Optional<String> pattern = suppression.patternFor(finding);
      if (pattern.isPresent() && !suppression.reason().isBlank() && !suppression.isExpired(today)) {
        used.add(new Use(suppression, pattern.get()));
        first = first.or(() -> Optional.of(suppression));
      }
    }
    return first;
  }

  /// The suppressions that did nothing, after every finding has been asked about.
  ///
  /// @param ids all rule ids
  /// @param canTell whether the input shows enough to say that a rule (by id) finds nothing where a
  ///   suppression stands
  public List<UselessSuppression> useless(
      List<String> ids, BiPredicate<Suppression, String> canTell) {
    List<UselessSuppression> useless = new ArrayList<>();
    for (Suppression one : all) {
      judge(one, ids, canTell).ifPresent(useless::add);
    }
    return useless;
  }

  private Optional<UselessSuppression> judge(
      Suppression one, List<String> ids, BiPredicate<Suppression, String> canTell) {
    List<String> unknown = one.rules().stream().filter(rule -> named(rule, ids).isEmpty()).toList();
    if (!unknown.isEmpty() || one.rules().isEmpty()) {
      String nearest = unknown.isEmpty() ? "" : NearestName.of(unknown.getFirst(), ids).orElse("");
      return Optional.of(useless(one, unknown, Reason.UNKNOWN_RULE, nearest));
    }
    if (one.reason().isBlank()) {
      return Optional.of(useless(one, one.rules(), Reason.NO_REASON, ""));
    }
    if (one.isExpired(today)) {
      String date = one.until().map(LocalDate::toString).orElse("");
      return Optional.of(useless(one, one.rules(), Reason.EXPIRED, date));
    }
    List<String> idle =
        one.rules().stream()
            .filter(rule -> !used.contains(new Use(one, rule)))
            .filter(rule -> named(rule, ids).stream().allMatch(id -> canTell.test(one, id)))
            .toList();
    return idle.isEmpty()
        ? Optional.empty()
        : Optional.of(useless(one, idle, Reason.MATCHES_NOTHING, ""));
  }

  private static List<String> named(String pattern, List<String> ids) {
    return ids.stream().filter(id -> Wildcard.matches(pattern, id)).toList();
  }

  /// Deleting is offered only where all of it is useless, and not instead of writing a reason.
  private static UselessSuppression useless(
      Suppression one, List<String> rules, Reason reason, String detail) {
    boolean whole = rules.size() == one.rules().size() && reason != Reason.NO_REASON;
    return new UselessSuppression(
        one.origin() == Origin.CONFIG ? "entry" : one.origin().word(),
        rules,
        reason,
        detail,
        one.place(),
        one.resources().stream().findFirst(),
        whole ? one.removal() : Optional.empty());
  }
}
