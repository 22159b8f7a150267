package dev.hoplint.engine;

import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.world.Placed;
import dev.hoplint.world.World;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Which rules can say something else about an object because others changed: those that look
/// beyond their subject, at a kind that changed.
final class Relevance {
  private static final String ANY = "*";

  private final Set<ObjectRef> changed;
  private final Set<String> kinds = new HashSet<>();
  private boolean known = true;

  private Relevance(Set<ObjectRef> changed) {
    this.changed = changed;
  }

  static Relevance of(World before, World after, Set<ObjectRef> changed) {
    Relevance relevance = new Relevance(changed);
    for (ObjectRef ref : changed) {
      for (World world : List.of(before, after)) {
        world.placed(ref).stream().map(Placed::resource).forEach(relevance::add);
      }
    }
    return relevance;
  }

  private void add(Resource resource) {
    kinds.add(resource.ref().kind().name());
    switch (resource) {
      case Ingress _, Service _ -> {}
      case Workload _ -> kinds.add("Workload");
      default -> known = false;
    }
  }

  boolean isChanged(Resource resource) {
    return changed.contains(resource.ref());
  }

  /// The rules among some that an object nearby has to be checked with.
  List<Rule> of(List<Rule> rules) {
    return known ? withSilenced(rules, this::isRelevant) : rules;
  }

  /// The rules among those for objects nearby that one has to be checked with that only meets a
  /// changed object in a host.
  static List<Rule> beyondLinks(List<Rule> nearby) {
    return withSilenced(
        nearby, rule -> rule.meta().neighbourhood().compareTo(Neighbourhood.LINKED) > 0);
  }

  /// What is silenced no more is news, too.
  private static List<Rule> withSilenced(List<Rule> rules, Predicate<Rule> isRelevant) {
    Set<String> ids = new HashSet<>();
    for (Rule rule : rules) {
      if (isRelevant.test(rule)) {
        ids.add(rule.meta().id());
        ids.addAll(rule.meta().supersedes());
      }
    }
    return rules.stream().filter(rule -> ids.contains(rule.meta().id())).toList();
  }

  private boolean isRelevant(Rule rule) {
    Set<String> inputs = rule.meta().inputs();
    return rule.meta().neighbourhood() != Neighbourhood.SELF
        && (inputs.isEmpty() || inputs.contains(ANY) || !Collections.disjoint(kinds, inputs));
  }
}
