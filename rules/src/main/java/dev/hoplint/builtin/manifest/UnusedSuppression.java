package dev.hoplint.builtin.manifest;

import dev.hoplint.outcome.Certainty;
import dev.hoplint.rule.Applicability;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Neighbourhood;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleFamily;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.rule.Severity;
import dev.hoplint.rule.UselessSuppression;

/// A suppression that outlives its finding hides the next one. The engine finds such suppressions
/// after all other rules have spoken; only those of rules that ran are judged.
public final class UnusedSuppression implements Rule.OfSuppression {
  private static final RuleMeta META =
      RuleMeta.of(
              RuleFamily.MANIFEST,
              "unused-suppression",
              Severity.WARNING,
              Certainty.CERTAIN,
              "a suppression matches nothing, has expired, gives no reason or names an unknown"
                  + " rule")
          .reads("*")
          .looks(Neighbourhood.WORLD)
          .evidence(Evidence.LOCAL)
          .fixable(Applicability.SAFE)
          .filesOnly();

  @Override
  public RuleMeta meta() {
    return META;
  }

  @Override
  public Finding check(UselessSuppression one) {
    Finding finding =
        one.resource()
            .map(resource -> Finding.in(resource, META, one.place(), message(one)))
            .orElseGet(() -> Finding.at(one.place(), META, message(one)))
            .help(help(one))
            .target(one.what() + " " + String.join(",", one.rules()));
    return one.removal().map(finding::fix).orElse(finding);
  }

  private static String message(UselessSuppression one) {
    String subject = "The " + one.what() + " that allows " + quoted(one);
    return switch (one.reason()) {
      case NO_REASON -> subject + " gives no reason, so it allows nothing";
      case EXPIRED -> subject + " expired on " + one.detail();
      case MATCHES_NOTHING -> subject + " matches nothing: there is no such finding";
      case UNKNOWN_RULE -> unknown(one);
    };
  }

  private static String unknown(UselessSuppression one) {
    if (one.rules().isEmpty()) {
      return "The " + one.what() + " names no rule that it allows";
    }
    String nearest = one.detail().isEmpty() ? "" : " (the nearest is \"" + one.detail() + "\")";
    return "The " + one.what() + " allows " + quoted(one) + ", which is no rule" + nearest;
  }

  private static String quoted(UselessSuppression one) {
    return "\"" + String.join("\", \"", one.rules()) + "\"";
  }

  private static String help(UselessSuppression one) {
    return switch (one.reason()) {
      case NO_REASON ->
          one.what().equals("comment") ? "add \"-- reason\"" : "say why the finding is accepted";
      case UNKNOWN_RULE ->
          one.detail().isEmpty() ? "name a rule, or delete it" : "write \"" + one.detail() + "\"";
      case EXPIRED -> "repair what it allows, or extend the date";
      case MATCHES_NOTHING -> "delete it";
    };
  }
}
