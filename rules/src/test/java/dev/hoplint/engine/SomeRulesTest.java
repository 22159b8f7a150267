package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import dev.hoplint.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Who asks some rules alone hears from them what they say among all.
class SomeRulesTest {
  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Lint.strict(), List.of(), List.of()), 1);
  private int asked;

  @Test
  void theyFindInEveryCaseOfAnyRuleWhatTheyFindAmongAll() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path folder : TestData.ruleCases()) {
      World world = CaseWorlds.world(CaseWorlds.text(folder));
      for (Resource resource : world.resources()) {
        ask(folder, world, resource.ref(), wrong);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(asked).as("rules that found something").isGreaterThan(1_000);
  }

  private void ask(Path folder, World world, ObjectRef created, List<String> wrong) {
    World before = world.without(created);
    Set<ObjectRef> changed = Set.of(created);
    List<Finding> all = linter.introduced(before, world, changed, Door.CLUSTER);
    Set<String> ids = new TreeSet<>();
    all.forEach(finding -> ids.add(finding.rule().id()));
    for (String id : ids) {
      asked++;
      List<Finding> alone =
          linter
              .introduced(before, world, changed, Door.CLUSTER, Limits.NONE, Set.of(id))
              .findings();
      if (!lines(alone, id).equals(lines(all, id))) {
        wrong.add(folder + ", created " + created + ": " + lines(alone, id) + lines(all, id));
      }
    }
  }

  private static List<String> lines(List<Finding> findings, String id) {
    return findings.stream()
        .filter(finding -> finding.rule().id().equals(id))
        .map(Lint::line)
        .toList();
  }
}
