package dev.hoplint.webhook.admission;

import dev.hoplint.config.Config.RuleConfig;
import dev.hoplint.engine.Linter;
import dev.hoplint.engine.RuleFailures;
import dev.hoplint.engine.RuleSelection;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.text.Wildcard;
import dev.hoplint.webhook.config.WebhookConfig;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// One configuration, ready to judge with. A request asks for one once and keeps it to its end, so
/// that none is judged by parts of two.
public final class Policy {
  private final WebhookConfig config;
  private final WatchedRules rules;
  private final RuleFailures failures;
  private final Linters alone;
  private final Exceptions exceptions;
  private final Set<String> running;

  /// The linter of the last request: what is watched changes hardly ever.
  private volatile Known known;

  /// @param linter for the cluster as it is
  /// @param aside for worlds that are asked about once: they push nothing out of what the other one
  ///   remembers
  record Linters(Linter linter, Linter aside) {}

  private record Known(Set<String> watched, Linters linters) {}

  private Policy(WebhookConfig config, List<Rule> rules, RuleFailures failures) {
    this.config = config;
    this.rules = new WatchedRules(rules);
    this.failures = failures;
    this.alone = linters(this.rules.alone(config.engine()));
    this.exceptions = new Exceptions(config.exceptions(), config.mayAllow());
    this.running =
        new RuleSelection(rules, config.engine(), List.of(), List.of())
            .selected(Door.CLUSTER).stream()
                .map(rule -> rule.meta().id())
                .collect(Collectors.toUnmodifiableSet());
    this.known = known(Set.of());
  }

  /// @param failures hears of rules that fail
  public static Policy of(WebhookConfig config, List<Rule> rules, RuleFailures failures) {
    return new Policy(config, rules, failures);
  }

  public WebhookConfig config() {
    return config;
  }

  public Exceptions exceptions() {
    return exceptions;
  }

  /// What holds for a namespace; for cluster-scoped objects what holds for all.
  public Mode mode(String namespace) {
    if (!namespace.isEmpty()) {
      for (NamespaceMode entry : config.namespaces()) {
        if (entry.match().stream().anyMatch(glob -> Wildcard.matches(glob, namespace))) {
          return entry.mode();
        }
      }
    }
    return config.mode();
  }

  /// Whether the configuration leaves a rule on.
  boolean isOn(String ruleId) {
    return running.contains(ruleId);
  }

  /// The rules for a cluster of which these kinds are watched.
  public Linter linter(Set<String> watched) {
    return linters(watched).linter();
  }

  Linters linters(Set<String> watched) {
    Known last = known;
    if (!last.watched().equals(watched)) {
      last = known(watched);
      known = last;
    }
    return last.linters();
  }

  /// The rules that need nothing but the object.
  Linters alone() {
    return alone;
  }

  /// Whether the configuration lets a rule deny beyond the default: `options: {deny: "true"}`.
  boolean mayDenyMore(RuleMeta rule) {
    RuleConfig written = config.engine().rules().get(rule.id());
    return written != null && "true".equals(written.options().get("deny"));
  }

  private Known known(Set<String> watched) {
    return new Known(Set.copyOf(watched), linters(rules.selection(config.engine(), watched)));
  }

  private Linters linters(RuleSelection selection) {
    return new Linters(
        Linter.isolating(selection, 1, failures), Linter.isolating(selection, 1, failures));
  }
}
