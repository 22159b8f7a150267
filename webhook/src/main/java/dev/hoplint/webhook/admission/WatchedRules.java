package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.RulesInSight;
import dev.hoplint.config.Config;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import java.util.List;
import java.util.Set;

/// Which rules judge a review, after what is known of the cluster.
final class WatchedRules {
  private final List<Rule> rules;

  WatchedRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// The rules for a cluster of which these kinds are watched: those that miss none.
  RuleSelection selection(Config config, Set<String> watched) {
    Set<String> off = RulesInSight.off(rules, watched).keySet();
    return selection(
        config, rules.stream().filter(rule -> !off.contains(rule.meta().id())).toList());
  }

  /// The rules that judge an object by itself, for when nothing else is to be trusted.
  RuleSelection alone(Config config) {
    return selection(
        config,
        rules.stream()
            .filter(
                rule ->
                    rule.meta().neighbourhood() == Neighbourhood.SELF
                        || rule.meta().evidence() == Evidence.LOCAL)
            .toList());
  }

  private static RuleSelection selection(Config config, List<Rule> chosen) {
    return new RuleSelection(chosen, config, List.of(), List.of());
  }
}
