package dev.hoplint.builtin;

import dev.hoplint.rule.Rule;
import java.util.List;

/// Every built-in rule, sorted by id. No scanning: what is listed here exists.
public final class BuiltInRules {
  private static final List<Rule> ALL =
      List.of(
          // keep-sorted start
          // keep-sorted end
          );

  private BuiltInRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
