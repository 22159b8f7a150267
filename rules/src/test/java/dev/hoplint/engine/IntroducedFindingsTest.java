package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A change and its neighbourhood give the findings that a full run gives after the change and not
/// before it.
class IntroducedFindingsTest {
  private static final int WORLDS = 300;

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "CLOSED"})
  void introducedFindingsAreThoseOfAFullRunAfterAndNotBefore(Visibility.Sight sight) {
    Linter linter =
        new Linter(new RuleSelection(BuiltInRules.all(), Lint.strict(), List.of(), List.of()), 1);
    Visibility visibility =
        sight == Visibility.Sight.AUTO ? Visibility.auto() : Visibility.closed();
    int introduced = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      List<Resource> objects = RandomObjects.many(random, 2 + random.nextInt(10));
      World before = Worlds.of(objects, visibility);
      World after = before;
      List<Resource> changed = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(2); i++) {
        Resource change =
            random.nextInt(3) == 0 && !objects.isEmpty()
                ? objects.get(random.nextInt(objects.size()))
                : RandomObjects.one(random);
        changed.add(change);
        after = random.nextInt(4) == 0 ? after.without(change.ref()) : after.with(change);
      }
      List<String> expected =
          lines(
              Comparison.withoutKnown(
                  linter.lint(after, Door.CLUSTER), linter.lint(before, Door.CLUSTER)));
      List<String> actual =
          lines(linter.introduced(before, after, Linter.refs(changed), Door.CLUSTER));
      assertThat(actual).as("seed %s, changed %s", seed, Linter.refs(changed)).isEqualTo(expected);
      introduced += actual.size();
    }
    assertThat(introduced).as("findings that were compared").isGreaterThan(50);
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream().map(Fingerprint::key).sorted().toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTO", "CLOSED"})
  void aWorldIsTheSameHoweverItCameAbout(Visibility.Sight sight) {
    Visibility visibility =
        sight == Visibility.Sight.AUTO ? Visibility.auto() : Visibility.closed();
    Linter linter =
        new Linter(new RuleSelection(BuiltInRules.all(), Lint.strict(), List.of(), List.of()), 1);
    for (int seed = 0; seed < 50; seed++) {
      List<Resource> objects = RandomObjects.many(new Random(seed), 8);
      Set<String> seen = new java.util.HashSet<>();
      List<Resource> unique =
          objects.stream().filter(one -> seen.add(one.ref().toString())).toList();
      World grown = Worlds.of(List.of(), visibility);
      for (Resource object : unique.reversed()) {
        grown = grown.with(object);
      }
      assertThat(lines(linter.lint(grown, Door.CLUSTER)))
          .isEqualTo(lines(linter.lint(Worlds.of(unique, visibility), Door.CLUSTER)));
    }
  }
}
