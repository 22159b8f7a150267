package dev.hoplint.cluster;

import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which rules can judge a cluster of which only some kinds are seen.
///
/// A rule that reads a kind which could be watched and is not may say wrong things: an autoscaler
/// that nobody sees decides how many pods there are. Two exceptions: routes (HTTPRoute, Gateway)
/// only lead to more objects, so that a rule that sees none says less and nothing wrong; and kinds
/// that are never watched are known to the engine as such, which takes their absence for no
/// evidence.
public final class RulesInSight {
  private static final Set<String> ONLY_LEAD_ON = Set.of("HTTPRoute", "Gateway");
  private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet", "DaemonSet");

  private RulesInSight() {}

  /// The rules that are off, with the kinds they miss, both in alphabetical order.
  ///
  /// @param seen the kinds that are watched and listed, as in [Snapshot#watched()]
  /// @return rule id → missing kinds
  public static Map<String, List<String>> off(List<Rule> rules, Set<String> seen) {
    Set<String> needed =
        WatchedKinds.possible().all().stream()
            .map(WatchedKind::kind)
            .filter(kind -> !ONLY_LEAD_ON.contains(kind))
            .collect(Collectors.toSet());
    Map<String, List<String>> off = new TreeMap<>();
    for (Rule rule : rules) {
      List<String> missing = missing(rule.meta(), needed, seen);
      if (!missing.isEmpty()) {
        off.put(rule.meta().id(), missing);
      }
    }
    return off;
  }

  private static List<String> missing(RuleMeta rule, Set<String> needed, Set<String> seen) {
    List<String> missing = new ArrayList<>();
    for (String input : rule.inputs()) {
      List<String> kinds = input.equals("Workload") ? WORKLOADS : List.of(input);
      for (String kind : kinds) {
        if (needed.contains(kind) && !seen.contains(kind) && !missing.contains(kind)) {
          missing.add(kind);
        }
      }
    }
    return missing.stream().sorted().toList();
  }
}
