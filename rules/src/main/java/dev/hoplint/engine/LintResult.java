package dev.hoplint.engine;

import dev.hoplint.intake.DocumentRole;
import dev.hoplint.resource.Place;
import dev.hoplint.route.Unresolved;
import dev.hoplint.rule.Finding;
import java.util.List;
import java.util.Map;

/// What a run found, in a total order: file, span, rule, object, message.
///
/// @param findings what counts, after supersession, suppression and configuration
/// @param unresolved what could not be checked
/// @param suppressed findings that something in the input or the configuration accepts
/// @param roles how many documents play each role
/// @param files how many files were read
/// @param objects how many objects were linted
/// @param routes how many routes were followed
public record LintResult(
    List<Finding> findings,
    List<Unresolved> unresolved,
    List<Suppressed> suppressed,
    Map<DocumentRole, Integer> roles,
    int files,
    int objects,
    int routes) {
  public LintResult {
    findings = List.copyOf(findings);
    unresolved = List.copyOf(unresolved);
    suppressed = List.copyOf(suppressed);
    roles = Map.copyOf(roles);
  }

  /// How many documents were read, of every role.
  public int documents() {
    return roles.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// An accepted finding.
  ///
  /// @param by `comment`, `annotation`, `config` or `baseline`
  /// @param place where it is accepted
  public record Suppressed(Finding finding, String reason, String by, Place place) {}
}
