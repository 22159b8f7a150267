package dev.hoplint.world;

import dev.hoplint.resource.Field;
import dev.hoplint.resource.LabelSelector;
import dev.hoplint.resource.StringMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Label selection as the API machinery does it: every requirement must hold.
public final class Selectors {
  /// Labels that controllers put on pods, so that no template shows them. Sources: apps/v1 types
  /// (StatefulSet pod labels), batch/v1 types (Job labels), Argo Rollouts.
  private static final Set<String> ADDED_TO_PODS =
      Set.of(
          "apps.kubernetes.io/pod-index",
          "statefulset.kubernetes.io/pod-name",
          "controller-revision-hash",
          "pod-template-hash",
          "pod-template-generation",
          "rollouts-pod-template-hash",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-completion-index",
          "batch.kubernetes.io/job-name",
          "controller-uid",
          "job-name");

  /// How members of a replicated database name their own part. Sources: Patroni (`role`), Zalando
  /// Postgres Operator (`spilo-role`), CloudNativePG (`cnpg.io/instanceRole`), Redis and MongoDB
  /// sidecars (`role`).
  private static final Set<String> LEADER_VALUES =
      Set.of(
          "leader",
          "master",
          "primary",
          "main",
          "replica",
          "secondary",
          "slave",
          "standby",
          "follower");

  private Selectors() {}

  /// Whether a controller of Kubernetes or Argo Rollouts adds the label to the pods it makes.
  public static boolean isAddedToPods(String label) {
    return ADDED_TO_PODS.contains(label);
  }

  /// Whether the label says who leads a group of pods, which the pods find out while they run and
  /// write on themselves: `role: primary`, `spilo-role: master`.
  static boolean tellsTheLeader(StringMap.Entry label) {
    return label.key().toLowerCase(Locale.ROOT).endsWith("role")
        && LEADER_VALUES.contains(label.value().or("").toLowerCase(Locale.ROOT));
  }

  /// Matches an equality selector against pod labels.
  ///
  /// @param supplied label keys that something unseen puts on the pods
  public static Match match(StringMap selector, StringMap labels, Set<String> supplied) {
    Match match = Match.YES;
    for (StringMap.Entry entry : selector.entries()) {
      match = match.and(matchEntry(entry, labels, supplied));
      if (match == Match.NO) {
        return match;
      }
    }
    return match;
  }

  /// Matches one `key: value` of an equality selector.
  public static Match matchEntry(StringMap.Entry wanted, StringMap labels, Set<String> supplied) {
    if (isAddedToPods(wanted.key()) || supplied.contains(wanted.key())) {
      return Match.YES;
    }
    Optional<StringMap.Entry> actual = labels.entry(wanted.key());
    if (wanted.value().isUnknown()) {
      return actual.isPresent() ? Match.UNKNOWN : Match.NO;
    }
    if (actual.isEmpty()) {
      return Match.NO;
    }
    Field<String> value = actual.get().value();
    if (value.isUnknown()) {
      return Match.UNKNOWN;
    }
    return value.or("").equals(wanted.value().or("")) ? Match.YES : Match.NO;
  }

  /// Matches a full selector; an empty one matches everything.
  public static Match match(LabelSelector selector, StringMap labels, Set<String> supplied) {
    Match match = match(selector.matchLabels(), labels, supplied);
    for (LabelSelector.Requirement requirement : selector.expressions()) {
      match = match.and(matches(requirement, labels, supplied));
    }
    return match;
  }

  private static Match matches(
      LabelSelector.Requirement requirement, StringMap labels, Set<String> supplied) {
    Optional<String> key = requirement.key().get();
    Optional<String> operator = requirement.operator().get();
    boolean unknownValue = requirement.values().stream().anyMatch(Field::isUnknown);
    if (key.isEmpty() || operator.isEmpty() || unknownValue) {
      return Match.UNKNOWN;
    }
    if (isAddedToPods(key.get()) || supplied.contains(key.get())) {
      return Match.UNKNOWN;
    }
    Optional<StringMap.Entry> actual = labels.entry(key.get());
    if (actual.isPresent() && actual.get().value().isUnknown()) {
      return Match.UNKNOWN;
    }
    boolean listed =
        actual.isPresent()
            && requirement.values().stream()
                .anyMatch(value -> value.or("").equals(actual.get().value().or("")));
    boolean holds =
        switch (operator.get()) {
          case "In" -> listed;
          case "NotIn" -> !listed;
          case "Exists" -> actual.isPresent();
          case "DoesNotExist" -> actual.isEmpty();
          default -> false;
        };
    return holds ? Match.YES : Match.NO;
  }
}
