package dev.hoplint.engine;

import dev.hoplint.rule.Finding;
import java.util.List;
import java.util.Set;

/// What a change introduces, as far as limits and rules let one tell.
///
/// @param findings in order, no more than the limit allows. Of an incomplete answer, only those of
///   the changed objects themselves, or none: some of them may have been there before in another
///   object's name
/// @param found how many findings there are, kept or not
/// @param isComplete false where time was up before everything was checked
/// @param failedRules ids of rules that failed on some object; none of their findings are there
public record Introduced(
    List<Finding> findings, int found, boolean isComplete, Set<String> failedRules) {
  public Introduced {
    findings = List.copyOf(findings);
    failedRules = Set.copyOf(failedRules);
  }

  /// Whether nothing was left out.
  public boolean isWhole() {
    return isComplete && failedRules.isEmpty() && found == findings.size();
  }
}
