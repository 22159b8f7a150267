package dev.hoplint.builtin.rollout;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.resource.DisruptionBudget;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Match;
import dev.hoplint.world.Names;
import dev.hoplint.world.NearMiss;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.Selectors;
import dev.hoplint.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A budget without pods, which protects nothing.
///
/// In policy/v1 an empty selector selects every pod of the namespace, an absent one none
/// (`LabelSelectorAsSelector`); an expected count of 0 allows and protects nothing.
public final class DisruptionBudgetSelectsNothing implements Rule.OfDisruptionBudget {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.ROLLOUT,
              "disruption-budget-selects-nothing",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a PodDisruptionBudget selects no pod and protects nothing")
          .reads("Workload", "PodDisruptionBudget")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.ABSENCE);

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public List<Finding> check(DisruptionBudget budget, RuleContext context) {
    if (budget.selector().isEmpty()) {
      return List.of(
          Finding.in(
                  budget,
                  META,
                  budget.meta().namePlace(),
                  budget.quoted() + " has no selector, so it selects no pod and protects nothing")
              .help("add a selector with the labels of the pod template"));
    }
    LabelSelector selector = budget.selector().get();
    if (selector.isEmpty()
        || !(context.world().select(budget, selector)
            instanceof Resolved.Missing<List<Workload>>(List<NearMiss> near))) {
      return List.of();
    }
    return List.of(finding(budget, selector, near, context.world()));
  }

  private static Finding finding(
      DisruptionBudget budget, LabelSelector selector, List<NearMiss> near, World world) {
    StringMap labels = selector.matchLabels();
    // With expressions alone, near misses by labels mean nothing.
    List<NearMiss> useful = labels.isEmpty() ? List.of() : near;
    String what = labels.isEmpty() ? "" : " with " + labels;
    Optional<NearMiss> similar =
        useful.isEmpty() ? similarValue(budget, labels, world) : Optional.of(useful.getFirst());
    Finding finding =
        Finding.in(
                budget,
                META,
                similar
                    .map(one -> differing(selector, one.resource()))
                    .orElseGet(() -> place(selector)),
                budget.quoted()
                    + " selects no pod: namespace \""
                    + budget.namespace()
                    + "\" has none"
                    + what
                    + similar.map(one -> " (" + one.text() + ")").orElse(""))
            .help("use the labels of the pod template");
    return similar.isPresent()
        ? finding.related("what comes nearest", similar.get().resource(), similar.get().place())
        : finding;
  }

  private static Place place(LabelSelector selector) {
    StringMap labels = selector.matchLabels();
    return labels.isEmpty() ? selector.place() : labels.entries().getFirst().value().place();
  }

  /// The label that keeps the nearest workload out.
  private static Place differing(LabelSelector selector, Resource nearest) {
    if (nearest instanceof Workload workload) {
      for (StringMap.Entry entry : selector.matchLabels().entries()) {
        StringMap labels = workload.template().labels();
        if (Selectors.matchEntry(entry, labels, Set.of()) == Match.NO) {
          return entry.value().place();
        }
      }
    }
    return place(selector);
  }

  /// A workload whose value for one of the labels is nearly the wanted one.
  private static Optional<NearMiss> similarValue(
      DisruptionBudget budget, StringMap labels, World world) {
    List<Workload> workloads = world.all(Workload.class, budget.namespace());
    for (StringMap.Entry wanted : labels.entries()) {
      List<String> values =
          workloads.stream()
              .flatMap(one -> one.template().labels().get(wanted.key()).stream())
              .distinct()
              .toList();
      Optional<String> nearest = Names.nearest(wanted.value().or(""), values);
      Optional<Workload> bearer =
          nearest.flatMap(
              value ->
                  workloads.stream()
                      .filter(one -> one.template().labels().get(wanted.key()).equals(nearest))
                      .findFirst());
      if (nearest.isPresent() && bearer.isPresent()) {
        Workload workload = bearer.get();
        String text = workload.quoted() + " has " + wanted.key() + "=" + nearest.get();
        return Optional.of(new NearMiss(text, workload, workload.template().labels().place()));
      }
    }
    return Optional.empty();
  }
}
