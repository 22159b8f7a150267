package dev.hoplint.webhook.admission;

import dev.hoplint.cluster.ClusterState;
import dev.hoplint.engine.Fingerprint;
import dev.hoplint.engine.Introduced;
import dev.hoplint.engine.Limits;
import dev.hoplint.engine.Linter;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Asks the engine about one change.
final class Evaluation {
  private static final World NOTHING = ClusterState.unwatched().snapshot().world();

  private final Situation situation;
  private final Limits limits;
  private final Policy.Linters linters;
  private final World world;
  private final World before;
  private final World after;

  Evaluation(Situation situation, Limits limits) {
    this.situation = situation;
    this.limits = limits;
    this.linters =
        situation.isAlone()
            ? situation.policy().alone()
            : situation.policy().linters(situation.snapshot().watched());
    this.world = situation.isAlone() ? NOTHING : situation.snapshot().world();
    this.before = situation.change().worldBefore(world);
    this.after = situation.change().worldAfter(world);
  }

  /// The world that the change meets.
  World world() {
    return world;
  }

  /// That world with the object as the review says it was.
  World before() {
    return before;
  }

  World after() {
    return after;
  }

  /// What the change introduces.
  Introduced introduced() {
    return linters
        .linter()
        .introduced(world, before, after, Set.of(situation.change().ref()), Door.ADMISSION, limits);
  }

  /// What the change would introduce into another world.
  Introduced introduced(World other) {
    return aside(situation.change().worldBefore(other), other, Optional.empty());
  }

  /// The same, as far as some rules find it.
  Introduced introduced(World other, Set<String> ruleIds) {
    return aside(situation.change().worldBefore(other), other, Optional.of(ruleIds));
  }

  /// What is wrong with the object and was before; empty unless it stays what it is.
  List<Finding> existing(List<Finding> introduced) {
    return existing(world, Optional.empty(), introduced);
  }

  /// The same in another world, as far as some rules find it.
  List<Finding> existing(World other, Set<String> ruleIds, List<Finding> introduced) {
    return existing(other, Optional.of(ruleIds), introduced);
  }

  private Introduced aside(World before, World other, Optional<Set<String>> ruleIds) {
    Change change = situation.change();
    World then = change.worldAfter(other);
    Set<ObjectRef> changed = Set.of(change.ref());
    Linter aside = linters.aside();
    return ruleIds
        .map(some -> aside.introduced(before, then, changed, Door.ADMISSION, limits, some))
        .orElseGet(() -> aside.introduced(before, then, changed, Door.ADMISSION, limits));
  }

  private List<Finding> existing(
      World other, Optional<Set<String>> ruleIds, List<Finding> introduced) {
    Change change = situation.change();
    if (change.before().isEmpty() || change.after().isEmpty()) {
      return List.of();
    }
    Introduced all = aside(other.without(change.ref()), other, ruleIds);
    Set<String> fresh = new HashSet<>();
    introduced.forEach(finding -> fresh.add(Fingerprint.of(finding)));
    return all.findings().stream()
        .filter(finding -> !fresh.contains(Fingerprint.of(finding)))
        .filter(finding -> finding.object().filter(change.ref()::isSameObject).isPresent())
        .toList();
  }

  /// The finding of the same defect among others.
  static Optional<Finding> same(Finding finding, List<Finding> others) {
    String fingerprint = Fingerprint.of(finding);
    return others.stream().filter(other -> Fingerprint.of(other).equals(fingerprint)).findFirst();
  }
}
