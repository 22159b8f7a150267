package dev.hoplint.engine;

import dev.hoplint.rule.RuleMeta;

/// Hears of rules that fail instead of answering, so that the others can go on. Called from every
/// thread that checks.
@FunctionalInterface
public interface RuleFailures {
  /// @param failure a [RuntimeException] or a [StackOverflowError]
  void failed(RuleMeta rule, Throwable failure);
}
