package dev.hoplint.builtin;

import dev.hoplint.builtin.lifecycle.PrestopCannotRun;
import dev.hoplint.builtin.lifecycle.PrestopExceedsGrace;
import dev.hoplint.builtin.lifecycle.PrestopMissing;
import dev.hoplint.builtin.lifecycle.PrestopTooShort;
import dev.hoplint.builtin.rollout.AutoscalerCannotScale;
import dev.hoplint.builtin.rollout.AutoscalerFightsReplicas;
import dev.hoplint.builtin.rollout.AutoscalerTargetMissing;
import dev.hoplint.builtin.rollout.DisruptionBudgetBlocksDrain;
import dev.hoplint.builtin.rollout.DisruptionBudgetMissing;
import dev.hoplint.builtin.rollout.DisruptionBudgetSelectsNothing;
import dev.hoplint.builtin.rollout.MinReadySecondsMissing;
import dev.hoplint.builtin.rollout.RolloutTakesAllPods;
import dev.hoplint.rule.Rule;
import java.util.List;

/// Every built-in rule, sorted by id. No scanning: what is listed here exists.
public final class BuiltInRules {
  private static final List<Rule> ALL =
      List.of(
          // keep-sorted start
          new AutoscalerCannotScale(),
          new AutoscalerFightsReplicas(),
          new AutoscalerTargetMissing(),
          new DisruptionBudgetBlocksDrain(),
          new DisruptionBudgetMissing(),
          new DisruptionBudgetSelectsNothing(),
          new MinReadySecondsMissing(),
          new PrestopCannotRun(),
          new PrestopExceedsGrace(),
          new PrestopMissing(),
          new PrestopTooShort(),
          new RolloutTakesAllPods()
          // keep-sorted end
          );

  private BuiltInRules() {}

  public static List<Rule> all() {
    return ALL;
  }
}
