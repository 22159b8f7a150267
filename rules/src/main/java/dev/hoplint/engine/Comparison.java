package dev.hoplint.engine;

import dev.hoplint.resource.Resource;
import dev.hoplint.route.RouteGraph;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Two worlds under the same rules. Used by one thread.
final class Comparison {
  private final RuleSelection selection;
  private final List<Rule> rules;
  private final RouteGraph before;
  private final RouteGraph after;
  private final Isolation isolation;
  private final UnaryOperator<List<Finding>> counted;
  private final Relevance relevance;
  private final Distances checksAfter;

  /// What was found in the world after the change; by identity.
  private final Map<Resource, List<Finding>> known = new IdentityHashMap<>();

  /// @param counted what counts of raw findings, in order
  Comparison(
      RuleSelection selection,
      List<Rule> rules,
      RouteGraph before,
      RouteGraph after,
      Relevance relevance,
      Isolation isolation,
      UnaryOperator<List<Finding>> counted) {
    this.selection = selection;
    this.rules = rules;
    this.before = before;
    this.after = after;
    this.isolation = isolation;
    this.counted = counted;
    this.relevance = relevance;
    this.checksAfter = new Distances(rules, after);
  }

  /// Rules in one of the worlds, fewer for objects that stand farther from the change.
  private final class Distances {
    private final Checks all;
    private final Checks linked;
    private final Checks meeting;

    Distances(List<Rule> rules, RouteGraph graph) {
      List<Rule> nearby = relevance.of(rules);
      this.all = checks(rules, graph);
      this.linked = checks(nearby, graph);
      this.meeting = checks(Relevance.beyondLinks(nearby), graph);
    }

    private Checks checks(List<Rule> some, RouteGraph graph) {
      return new Checks(some, selection, graph.world(), graph, isolation);
    }

    List<Finding> resource(Resource subject, Focus focus) {
      if (focus.isEverything() || relevance.isChanged(subject)) {
        return all.resource(subject);
      }
      return (focus.onlyMeets(subject) ? meeting : linked).resource(subject);
    }
  }

  /// What is found about the objects in focus after the change and not before it.
  List<Finding> introduced(Focus focus) {
    List<Finding> raw = new ArrayList<>();
    for (Resource subject : focus.in(after.world())) {
      List<Finding> found = known.get(subject);
      if (found == null) {
        found = checksAfter.resource(subject, focus);
        known.put(subject, found);
      }
      raw.addAll(found);
    }
    List<Finding> now = counted.apply(raw);
    return now.isEmpty() ? now : withoutKnown(now, before(now, focus));
  }

  /// The earlier findings of the rules that found something, and of those that silence them.
  private List<Finding> before(List<Finding> now, Focus focus) {
    Set<String> ids = new HashSet<>();
    now.forEach(finding -> ids.add(finding.rule().id()));
    Distances checks = new Distances(Supersession.deciding(rules, ids), before);
    List<Finding> raw = new ArrayList<>();
    for (Resource subject : focus.in(before.world())) {
      raw.addAll(checks.resource(subject, focus));
    }
    return counted.apply(raw);
  }

  /// The findings of `now` that are not in `before`, by fingerprint; repeated ones count.
  static List<Finding> withoutKnown(List<Finding> now, List<Finding> before) {
    Map<String, Integer> known = new HashMap<>();
    before.forEach(finding -> known.merge(Fingerprint.key(finding), 1, Integer::sum));
    List<Finding> introduced = new ArrayList<>();
    for (Finding finding : now) {
      Integer left = known.get(Fingerprint.key(finding));
      if (left == null || left == 0) {
        introduced.add(finding);
      } else {
        known.put(Fingerprint.key(finding), left - 1);
      }
    }
    return introduced;
  }
}
