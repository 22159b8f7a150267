package dev.hoplint.config;

import dev.hoplint.text.SourceText;
import dev.hoplint.text.Span;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A configuration, defaults applied.
///
/// @param preset `minimal`, `recommended` or `strict`
/// @param namespace the namespace of objects that write none
/// @param controller which controllers serve which classes
/// @param closedWorld whether everything that exists is in the input
/// @param assumeExists objects that exist elsewhere: `Service/payments/ledger`
/// @param externalWorkloads pods that something else runs
/// @param exclude globs of paths that are not read
/// @param rules settings per rule id
/// @param suppressions findings that are accepted
/// @param problems what is wrong with the file it came from; empty for a usable configuration
public record Config(
    String preset,
    Optional<String> namespace,
    ControllerConfig controller,
    boolean closedWorld,
    List<String> assumeExists,
    List<ExternalWorkload> externalWorkloads,
    List<String> exclude,
    Map<String, RuleConfig> rules,
    List<Suppression> suppressions,
    List<ConfigProblem> problems) {
  public static final Config DEFAULT =
      new Config(
          "recommended",
          Optional.empty(),
          ControllerConfig.DEFAULT,
          false,
          List.of(),
          List.of(),
          List.of(),
          Map.of(),
          List.of(),
          List.of());

  public Config {
    assumeExists = List.copyOf(assumeExists);
    externalWorkloads = List.copyOf(externalWorkloads);
    exclude = List.copyOf(exclude);
    rules = Map.copyOf(rules);
    suppressions = List.copyOf(suppressions);
    problems = List.copyOf(problems);
  }

  /// @param fallback the controller of Ingresses of which nothing is known; `auto` for none
  /// @param classes class name → controller id
  /// @param namespaces where controllers run
  /// @param version the controller's version, `1.15`
  public record ControllerConfig(
      String fallback, Map<String, String> classes, List<String> namespaces, String version) {
    public static final ControllerConfig DEFAULT =
        new ControllerConfig("auto", Map.of(), List.of("ingress-nginx"), "1.15");

    public ControllerConfig {
      classes = Map.copyOf(classes);
      namespaces = List.copyOf(namespaces);
    }
  }

  /// Pods with these labels run in this namespace.
  public record ExternalWorkload(String namespace, Map<String, String> labels) {
    public ExternalWorkload {
      labels = Map.copyOf(labels);
    }
  }

  /// @param severity `error`, `warning`, `info`, `off`; empty for the rule's own
  public record RuleConfig(Optional<String> severity, Map<String, String> options) {
    public RuleConfig {
      options = Map.copyOf(options);
    }
  }

  /// @param rule a rule id or glob
  /// @param object `Kind/namespace/name` with `*`, or `Kind/name`; empty for every object
  /// @param until the last day on which it counts
  public record Suppression(
      String rule,
      Optional<String> object,
      String reason,
      Optional<LocalDate> until,
      SourceText source,
      Span span) {}

  /// What is wrong with a configuration, and where.
  public record ConfigProblem(SourceText source, Span span, String message) {}

  /// Whether the file can be used.
  public boolean isUsable() {
    return problems.isEmpty();
  }

  public Config withPreset(String name) {
    return new Config(
        name,
        namespace,
        controller,
        closedWorld,
        assumeExists,
        externalWorkloads,
        exclude,
        rules,
        suppressions,
        problems);
  }

  public Config withNamespace(String name) {
    return new Config(
        preset,
        Optional.of(name),
        controller,
        closedWorld,
        assumeExists,
        externalWorkloads,
        exclude,
        rules,
        suppressions,
        problems);
  }

  public Config withClosedWorld() {
    return new Config(
        preset,
        namespace,
        controller,
        true,
        assumeExists,
        externalWorkloads,
        exclude,
        rules,
        suppressions,
        problems);
  }

  public Config withController(ControllerConfig other) {
    return new Config(
        preset,
        namespace,
        other,
        closedWorld,
        assumeExists,
        externalWorkloads,
        exclude,
        rules,
        suppressions,
        problems);
  }

  /// Gives one rule an option, over what is configured.
  public Config withOption(String rule, String option, String value) {
    RuleConfig old = rules.getOrDefault(rule, new RuleConfig(Optional.empty(), Map.of()));
    Map<String, String> options = new HashMap<>(old.options());
    options.put(option, value);
    Map<String, RuleConfig> all = new HashMap<>(rules);
    all.put(rule, new RuleConfig(old.severity(), options));
    return new Config(
        preset,
        namespace,
        controller,
        closedWorld,
        assumeExists,
        externalWorkloads,
        exclude,
        all,
        suppressions,
        problems);
  }
}
