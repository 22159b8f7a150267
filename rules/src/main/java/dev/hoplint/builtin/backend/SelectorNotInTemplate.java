package dev.hoplint.builtin.backend;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.outcome.Symptom;
import dev.hoplint.resource.Field;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.Place;
import dev.hoplint.resource.StringMap;
import dev.hoplint.resource.Workload;
import dev.hoplint.resource.WorkloadType;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.world.Match;
import dev.hoplint.world.Selectors;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workload's selector does not match its own template.
///
/// The API server refuses it: "selector does not match template labels" (k8s.io/kubernetes,
/// pkg/apis/apps/validation). Kinds of other groups have selectors of other meaning.
public final class SelectorNotInTemplate implements Rule.OfWorkload {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.BACKEND,
              "selector-not-in-template",
              Severity.ERROR,
              Certainty.CERTAIN,
              "A workload's selector does not match the labels of its own pod template")
          .reads("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController")
          .looks(Neighbourhood.SELF)
          .filesOnly()
          .evidence(Evidence.LOCAL);

  private static final Set<WorkloadType> TYPES =
      Set.of(
          WorkloadType.DEPLOYMENT,
          WorkloadType.STATEFUL_SET,
          WorkloadType.DAEMON_SET,
          WorkloadType.REPLICA_SET);

  @Override
  public RuleMeta meta() {
    return META;
  }

  /// What a template lacks.
  private record Difference(Place place, String wanted, String found) {}

  @Override
  public List<Finding> check(Workload workload, RuleContext context) {
    if (!TYPES.contains(workload.type()) || !workload.ref().kind().isBuiltIn()) {
      return List.of();
    }
    Set<String> supplied = context.world().set(workload).suppliedLabels();
    return workload
        .selector()
        .flatMap(selector -> difference(selector, workload.template().labels(), supplied))
        .map(difference -> finding(workload, difference))
        .map(List::of)
        .orElseGet(List::of);
  }

  private static Finding finding(Workload workload, Difference difference) {
    return Finding.in(
            workload,
            META,
            difference.place(),
            workload.quoted()
                + " selects pods with "
                + difference.wanted()
                + ", but its own template has "
                + difference.found())
        .target(difference.wanted())
        .symptom(Symptom.effect("the API server", "refused by the API server"))
        .help("give the template every label that the selector asks for")
        .related("labels of the pod template", workload, workload.template().labels().place());
  }

  private static Optional<Difference> difference(
      LabelSelector selector, StringMap labels, Set<String> supplied) {
    for (StringMap.Entry entry : selector.matchLabels().entries()) {
      if (Selectors.matchEntry(entry, labels, supplied) == Match.NO) {
        String wanted = entry.key() + "=" + entry.value().or("?");
        return Optional.of(
            new Difference(entry.value().place(), wanted, found(entry.key(), labels)));
      }
    }
    for (LabelSelector.Requirement requirement : selector.expressions()) {
      StringMap none = StringMap.empty(selector.place());
      LabelSelector alone = new LabelSelector(selector.place(), none, List.of(requirement));
      if (Selectors.match(alone, labels, supplied) == Match.NO) {
        String key = requirement.key().or("?");
        return Optional.of(
            new Difference(requirement.place(), words(requirement), found(key, labels)));
      }
    }
    return Optional.empty();
  }

  private static String words(LabelSelector.Requirement requirement) {
    String values =
        String.join(", ", requirement.values().stream().map(value -> value.or("?")).toList());
    return requirement.key().or("?")
        + " "
        + requirement.operator().or("?")
        + (values.isEmpty() ? "" : " (" + values + ")");
  }

  private static String found(String key, StringMap labels) {
    return labels
        .entry(key)
        .map(StringMap.Entry::value)
        .map((Field<String> value) -> key + "=" + value.or("?"))
        .orElse("no label \"" + key + "\"");
  }
}
