package dev.hoplint.engine;

import dev.hoplint.config.Config;
import dev.hoplint.outcome.Certainty;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Preset;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.RuleOptions;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Globs;
import java.util.List;
import java.util.Optional;

/// Which rules run, with which options, and what severity their findings have.
///
/// @param only ids or globs that alone run; empty for all. A rule that is asked for by name runs
///   whatever the preset says
/// @param skip ids or globs that do not run
public record RuleSelection(List<Rule> rules, Config config, List<String> only, List<String> skip) {
  public RuleSelection {
    rules = List.copyOf(rules);
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  /// The rules that run at a door.
  public List<Rule> selected(Door door) {
    return rules.stream()
        .filter(rule -> rule.meta().doors().contains(door) && runs(rule.meta()))
        .toList();
  }

  private boolean runs(RuleMeta meta) {
    if (matches(skip, meta.id())) {
      return false;
    }
    if (!only.isEmpty()) {
      return matches(only, meta.id());
    }
    Optional<String> written = written(meta);
    if (written.isPresent()) {
      return !written.get().equals("off");
    }
    Preset preset = Preset.parse(config.preset()).orElse(Preset.RECOMMENDED);
    return meta.preset().compareTo(preset) <= 0;
  }

  private static boolean matches(List<String> patterns, String id) {
    return patterns.stream().anyMatch(pattern -> Globs.matches(pattern, id));
  }

  private Optional<String> written(RuleMeta meta) {
    return Optional.ofNullable(config.rules().get(meta.id())).flatMap(Config.RuleConfig::severity);
  }

  RuleOptions options(RuleMeta meta) {
    Config.RuleConfig found = config.rules().get(meta.id());
    return found == null ? RuleOptions.NONE : new RuleOptions(found.options());
  }

  /// Applies the configured severity; empty where the preset leaves the finding out.
  Optional<Finding> configured(Finding finding) {
    Optional<Severity> severity = written(finding.rule()).flatMap(Severity::parse);
    if (severity.isPresent()) {
      return Optional.of(finding.severity(severity.get()));
    }
    boolean minimal = config.preset().equals(Preset.MINIMAL.word()) && only.isEmpty();
    boolean certainError =
        finding.severity() == Severity.ERROR && finding.certainty() == Certainty.CERTAIN;
    return minimal && !certainError ? Optional.empty() : Optional.of(finding);
  }
}
