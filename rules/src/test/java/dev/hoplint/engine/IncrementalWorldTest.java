package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Service;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Resolved;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A world that followed many changes is the world of the objects that are left, and each change on
/// its way introduces what a full run finds after it and not before.
class IncrementalWorldTest {
  private static final int WORLDS = Boolean.getBoolean("hoplint.long") ? 1_000 : 60;
  private static final int CHANGES = 25;

  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Lint.strict(), List.of(), List.of()), 1);

  /// A list of objects that is changed as a world is.
  private static final class Objects {
    private final List<Resource> all = new ArrayList<>();

    void with(Resource object) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).ref().isSameObject(object.ref())) {
          all.set(i, object);
          return;
        }
      }
      all.add(object);
    }

    void without(ObjectRef ref) {
      all.removeIf(one -> one.ref().isSameObject(ref));
    }
  }

  @Test
  void aWorldThatFollowedChangesIsTheWorldOfWhatIsLeft() {
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      Objects objects = new Objects();
      World world = Worlds.of(List.of(), Visibility.closed());
      for (int i = 0; i < CHANGES; i++) {
        Resource object =
            random.nextBoolean() ? RandomObjects.one(random) : RandomObjects.meeting(random);
        if (random.nextInt(4) == 0) {
          world = world.without(object.ref());
          objects.without(object.ref());
        } else {
          world = world.with(object);
          objects.with(object);
        }
        if (i % 8 == 0) {
          linter.lint(world, Door.CLUSTER);
        }
      }
      World fresh = Worlds.of(objects.all, Visibility.closed());
      assertThat(answers(world)).as("seed %s", seed).isEqualTo(answers(fresh));
      assertThat(lines(linter.lint(world, Door.CLUSTER)))
          .as("seed %s", seed)
          .isEqualTo(lines(linter.lint(fresh, Door.CLUSTER)));
    }
  }

  private static List<Object> answers(World world) {
    List<Object> answers = new ArrayList<>();
    answers.add(world.namespaces());
    answers.add(world.resources().stream().map(Resource::ref).toList());
    for (String namespace : world.namespaces()) {
      answers.add(world.resources(namespace).stream().map(Resource::ref).toList());
      answers.add(world.within(namespace).resources().stream().map(Resource::ref).toList());
    }
    for (Resource one : world.resources()) {
      answers.add(world.definitions(one).size());
      answers.add(world.placed(one.ref()).size());
      switch (one) {
        case Service service -> {
          if (!service.selector().isEmpty()) {
            answers.add(words(world.selectedBy(service)));
          }
        }
        case Workload workload -> {
          answers.add(world.mayServe(workload).stream().map(Resource::ref).toList());
          answers.add(world.maySelect(workload).stream().map(Resource::ref).toList());
          answers.add(world.mayGuard(workload).stream().map(Resource::ref).toList());
          answers.add(world.autoscalersOf(workload).stream().map(Resource::ref).toList());
        }
        default -> answers.add(one.ref());
      }
      for (String name : List.of("web", "api", "gone")) {
        answers.add(
            world.find(one, Service.class, "Service", one.namespace(), name).found().isPresent());
      }
    }
    return answers;
  }

  private static Object words(Resolved<List<Workload>> selected) {
    return switch (selected) {
      case Resolved.Found<List<Workload>>(List<Workload> found) ->
          found.stream().map(Resource::ref).toList();
      case Resolved.Missing<List<Workload>>(var near) ->
          near.stream().map(one -> one.text()).toList();
      case Resolved.Unknown<List<Workload>>(String why) -> why;
    };
  }

  private static List<String> lines(List<Finding> findings) {
    return findings.stream().map(Lint::line).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"ADMISSION", "CLUSTER"})
  void eachChangeIntroducesWhatAFullRunFindsAfterItAndNotBefore(Door door) {
    int introduced = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(1_000 + seed);
      World world = Worlds.of(List.of(), Visibility.closed());
      List<Finding> before = List.of();
      for (int i = 0; i < CHANGES; i++) {
        Resource object = RandomObjects.meeting(random);
        World after = random.nextInt(5) == 0 ? world.without(object.ref()) : world.with(object);
        List<Finding> full = linter.lint(after, door);
        List<String> expected = keys(Comparison.withoutKnown(full, before));
        List<String> actual = keys(linter.introduced(world, after, Set.of(object.ref()), door));
        assertThat(actual)
            .as("seed %s, change %s of %s: %s", seed, i, object.ref(), door)
            .isEqualTo(expected);
        introduced += actual.size();
        world = after;
        before = full;
      }
    }
    assertThat(introduced).as("findings that were compared").isGreaterThan(100);
  }

  /// What is shown of a cluster lags behind the objects of a request, or is ahead of them.
  @Test
  void aWorldThatShowsAnotherVersionIntroducesWhatAFullRunFinds() {
    int introduced = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(2_000 + seed);
      World shown = Worlds.of(List.of(), Visibility.closed());
      for (int i = 0; i < CHANGES; i++) {
        Resource object = RandomObjects.meeting(random);
        World after = shown.with(object);
        World before = shown.without(object.ref());
        Resource other = RandomObjects.meeting(random);
        if (other.ref().isSameObject(object.ref())) {
          before = shown.with(other);
        }
        List<String> expected =
            keys(
                Comparison.withoutKnown(
                    linter.lint(after, Door.ADMISSION), linter.lint(before, Door.ADMISSION)));
        List<String> actual =
            keys(
                linter
                    .introduced(
                        shown, before, after, Set.of(object.ref()), Door.ADMISSION, Limits.NONE)
                    .findings());
        assertThat(actual)
            .as("seed %s, change %s of %s", seed, i, object.ref())
            .isEqualTo(expected);
        introduced += actual.size();
        shown = random.nextBoolean() ? after : shown.with(other);
      }
    }
    assertThat(introduced).as("findings that were compared").isGreaterThan(100);
  }

  /// Where a selector that selects nothing is accused depends on what comes nearest to it: a change
  /// may move what was there before, which introduces nothing.
  private static List<String> keys(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.rule().id().endsWith("selects-nothing"))
        .map(Fingerprint::key)
        .sorted()
        .toList();
  }
}
