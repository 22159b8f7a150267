package dev.hoplint.webhook.admission;

import dev.hoplint.config.Config;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which rules can speak about a cluster of which only some kinds are watched. Admission and the
/// background scan ask the same question here, so that they give the same answer.
public final class WatchedRules {
  /// Kinds that are watched only where somebody asks for it and whose absence a rule would take for
  /// a fact. Others that rules read (ConfigMaps, HTTPRoutes) they take as unknown where not seen.
  private static final Set<String> ON_REQUEST =
      Set.of("PodDisruptionBudget", "HorizontalPodAutoscaler", "EndpointSlice");

  private final List<Rule> rules;

  public WatchedRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /// The rules that are off because nobody watches what they read: rule id → the missing kinds.
  public Map<String, Set<String>> off(Set<String> watched) {
    Map<String, Set<String>> off = new TreeMap<>();
    for (Rule rule : rules) {
      Set<String> missing = missing(rule.meta(), watched);
      if (!missing.isEmpty()) {
        off.put(rule.meta().id(), missing);
      }
    }
    return off;
  }

  /// The rules for a cluster of which these kinds are watched.
  public RuleSelection selection(Config config, Set<String> watched) {
    return selection(
        config, rules.stream().filter(rule -> missing(rule.meta(), watched).isEmpty()).toList());
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

  private static Set<String> missing(RuleMeta meta, Set<String> watched) {
    Set<String> missing = new TreeSet<>();
    if (meta.doors().contains(Door.ADMISSION) || meta.doors().contains(Door.CLUSTER)) {
      for (String kind : meta.inputs()) {
        if (ON_REQUEST.contains(kind) && !watched.contains(kind)) {
          missing.add(kind);
        }
      }
    }
    return missing;
  }
}
