package dev.hoplint.engine;

import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.world.WorkLimit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Keeps a failing rule from taking the others with it, where somebody hears of its failure.
final class Isolation {
  private final Optional<RuleFailures> listener;
  private final Set<String> failed = ConcurrentHashMap.newKeySet();

  Isolation(Optional<RuleFailures> listener) {
    this.listener = listener;
  }

  /// The ids of the rules that failed so far.
  Set<String> failed() {
    return Set.copyOf(failed);
  }

  /// What a rule says; nothing where it fails.
  List<Finding> check(Rule rule, Supplier<List<Finding>> check) {
    if (listener.isEmpty()) {
      return check.get();
    }
    try {
      return check.get();
    } catch (WorkLimit.Exceeded e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      failed.add(rule.meta().id());
      listener.get().failed(rule.meta(), e);
      return List.of();
    }
  }

  /// The findings of rules that never failed: of one that did, nobody knows what it would have said
  /// about the other world.
  List<Finding> sound(List<Finding> findings) {
    return failed.isEmpty()
        ? findings
        : findings.stream().filter(one -> !failed.contains(one.rule().id())).toList();
  }
}
