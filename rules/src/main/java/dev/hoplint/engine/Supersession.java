package dev.hoplint.engine;

import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One defect, one finding: a rule that supersedes another silences it about the same defect of the
/// same object.
final class Supersession {
  private Supersession() {}

  private record Key(String rule, String object, String file, String defect) {}

  static List<Finding> apply(List<Finding> findings) {
    Set<Key> silenced = new HashSet<>();
    for (Finding finding : findings) {
      for (String id : finding.rule().supersedes()) {
        silenced.add(key(id, finding));
      }
    }
    return silenced.isEmpty()
        ? findings
        : findings.stream()
            .filter(finding -> !silenced.contains(key(finding.rule().id(), finding)))
            .toList();
  }

  /// The rules that decide what some rules find: those, and the ones that silence them.
  static List<Rule> deciding(List<Rule> rules, Set<String> ids) {
    return rules.stream()
        .filter(
            rule ->
                ids.contains(rule.meta().id())
                    || rule.meta().supersedes().stream().anyMatch(ids::contains))
        .toList();
  }

  private static Key key(String rule, Finding finding) {
    return new Key(
        rule,
        finding.object().map(Object::toString).orElse(""),
        finding.resource().map(resource -> resource.meta().file()).orElse(""),
        finding.defect());
  }
}
