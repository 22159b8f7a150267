package dev.hoplint.engine;

import dev.hoplint.config.Config;
import dev.hoplint.intake.Intake;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.suppress.AnnotationSuppressions;
import dev.hoplint.suppress.CommentSuppressions;
import dev.hoplint.suppress.Origin;
import dev.hoplint.suppress.Suppression;
import dev.hoplint.suppress.Suppressions;
import dev.hoplint.yaml.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes out the findings that somebody accepts, and finds the suppressions that accept nothing.
final class Accepting {
  private final Suppressions suppressions;
  private final Acceptance acceptance;
  private final Map<String, List<Baseline.Entry>> known = new HashMap<>();

  private Accepting(List<Suppression> all, Acceptance acceptance) {
    this.suppressions = new Suppressions(all, acceptance.today());
    this.acceptance = acceptance;
    for (Baseline.Entry entry : acceptance.baseline().entries()) {
      known.computeIfAbsent(entry.fingerprint(), _ -> new ArrayList<>()).add(entry);
    }
  }

  static Accepting of(
      Intake intake, List<Resource> resources, Config config, Acceptance acceptance) {
    List<Suppression> all =
        new ArrayList<>(CommentSuppressions.of(intake.manifests(), resources, intake.broken()));
    all.addAll(AnnotationSuppressions.of(intake.manifests(), resources));
    all.addAll(ConfigSuppressions.of(config));
    return new Accepting(all, acceptance);
  }

  /// Findings, parted.
  record Outcome(List<Finding> kept, List<LintResult.Suppressed> accepted) {
    /// Those that the preset would have shown, in the order of findings.
    List<LintResult.Suppressed> suppressed(RuleSelection selection) {
      List<LintResult.Suppressed> shown = new ArrayList<>();
      for (LintResult.Suppressed one : accepted) {
        selection
            .configured(one.finding())
            .ifPresent(
                finding ->
                    shown.add(
                        new LintResult.Suppressed(finding, one.reason(), one.by(), one.place())));
      }
      shown.sort((one, other) -> FindingOrder.ORDER.compare(one.finding(), other.finding()));
      return shown;
    }
  }

  Outcome apply(List<Finding> findings) {
    List<Finding> kept = new ArrayList<>(findings.size());
    List<LintResult.Suppressed> accepted = new ArrayList<>();
    // In order, so that of several findings with one fingerprint always the same is known.
    for (Finding finding : findings.stream().sorted(FindingOrder.ORDER).toList()) {
      Optional<LintResult.Suppressed> suppressed = accept(finding);
      if (suppressed.isPresent()) {
        accepted.add(suppressed.get());
      } else {
        kept.add(finding);
      }
    }
    return new Outcome(kept, accepted);
  }

  private Optional<LintResult.Suppressed> accept(Finding finding) {
    Optional<Suppression> suppression = suppressions.accepting(finding);
    if (suppression.isPresent()) {
      return suppression.map(
          one ->
              new LintResult.Suppressed(finding, one.reason(), one.origin().word(), one.place()));
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<Baseline.Entry> entries = known.getOrDefault(Fingerprint.of(finding), List.of());
    if (entries.isEmpty()) {
      return Optional.empty();
    }
    Baseline.Entry entry = entries.removeFirst();
    Place place = new Place.InText(entry.source(), entry.span(), FieldPath.ROOT);
    return Optional.of(new LintResult.Suppressed(finding, "known", "baseline", place));
  }

  /// The findings about suppressions that did nothing.
  List<Finding> useless(
      RuleSelection selection, List<Rule> rules, RouteGraph graph, List<Unresolved> unresolved) {
    List<Rule.OfSuppression> speaking = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule instanceof Rule.OfSuppression one) {
        speaking.add(one);
      }
    }
    if (speaking.isEmpty()) {
      return List.of();
    }
    Map<String, RuleMeta> running = new HashMap<>();
    rules.forEach(rule -> running.put(rule.meta().id(), rule.meta()));
    List<String> ids = selection.rules().stream().map(rule -> rule.meta().id()).toList();
    List<Finding> found = new ArrayList<>();
    suppressions
        .useless(
            ids,
            (suppression, id) ->
                Optional.ofNullable(running.get(id))
                    .filter(rule -> canTell(suppression, rule, graph, unresolved))
                    .isPresent())
        .forEach(one -> speaking.forEach(rule -> found.add(rule.check(one))));
    return found;
  }

  /// Whether the input shows enough to say that a rule finds nothing where a suppression stands: a
  /// part of a project does not show what the other part makes of it.
  private boolean canTell(
      Suppression suppression, RuleMeta rule, RouteGraph graph, List<Unresolved> unresolved) {
    for (Unresolved one : unresolved) {
      if (suppression.scope().covers(one.place(), Optional.of(one.resource()))
          || suppression.resources().contains(one.resource())) {
        return false;
      }
    }
    if (acceptance.wholeProject()) {
      return true;
    }
    if (suppression.origin() == Origin.CONFIG) {
      return false;
    }
    return rule.neighbourhood() == Neighbourhood.SELF
        || suppression.resources().stream().anyMatch(one -> isRouted(one, graph));
  }

  private static boolean isRouted(Resource resource, RouteGraph graph) {
    return switch (resource) {
      case Ingress ingress -> !graph.routesOf(ingress).isEmpty();
      case Service service -> graph.isRouted(service);
      case Workload workload -> graph.isRouted(workload);
      default -> false;
    };
  }
}
