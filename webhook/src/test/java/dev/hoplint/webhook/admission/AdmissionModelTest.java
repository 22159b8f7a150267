package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Fingerprint;
import dev.hoplint.engine.Limits;
import dev.hoplint.engine.Linter;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Evidence;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.world.World;
import dev.hoplint.yaml.Mapping;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The oracle runs every rule over everything, after and before, and takes one from the other.
class AdmissionModelTest {
  private static final Set<String> ALL = allKinds();

  private final Policy policy =
      Policy.of(Configs.mode(Mode.ENFORCE_LIVE), BuiltInRules.all(), (rule, failure) -> {});
  private final Linter oracle =
      new Linter(new WatchedRules(BuiltInRules.all()).selection(Config.DEFAULT, ALL), 1);

  private static Set<String> allKinds() {
    Set<String> all = new TreeSet<>(TestCluster.STANDARD);
    all.addAll(Set.of("PodDisruptionBudget", "HorizontalPodAutoscaler"));
    return all;
  }

  @Test
  void whatAChangeIntroducesIsWhatAFullRunFindsAfterItAndNotBefore() {
    int worlds = Size.of(25, 4_000);
    for (int seed = 0; seed < worlds; seed++) {
      compare(seed);
    }
  }

  /// One world and a series of changes to it, each of which then happens.
  private void compare(int seed) {
    Random random = new Random(seed);
    RandomObjects objects = new RandomObjects(random);
    TestCluster cluster = new TestCluster(ALL);
    Webhook webhook = Webhook.over(cluster, Mode.ENFORCE_LIVE);
    int size = 4 + random.nextInt(20);
    for (int i = 0; i < size; i++) {
      cluster.put(objects.any());
    }
    for (int i = 0; i < Size.of(8, 25); i++) {
      Mapping object = objects.any();
      Reviews review = review(cluster, object, random);
      Situation situation = situation(cluster, review);
      World world = cluster.snapshot().world();
      List<Finding> difference =
          difference(
              oracle.lint(situation.change().worldAfter(world), Door.ADMISSION),
              oracle.lint(situation.change().worldBefore(world), Door.ADMISSION));
      List<String> expected = keys(difference);
      List<String> found =
          keys(new Evaluation(situation, Limits.NONE).introduced().findings()).stream()
              .sorted()
              .toList();
      assertThat(found)
          .as("seed %d, change %d: %s", seed, i, review.json())
          .isEqualTo(expected.stream().sorted().toList());
      Verified.Answer answer = webhook.ask(review);
      assertThat(answer.allowed())
          .as("seed %d, change %d: %s, %s", seed, i, review.json(), expected)
          .isEqualTo(!isDenied(difference, situation));
      if (situation.review().operation() == Review.Operation.DELETE) {
        cluster.remove(object);
      } else {
        cluster.put(object);
      }
    }
  }

  private static Reviews review(TestCluster cluster, Mapping object, Random random) {
    Optional<Mapping> old = cluster.get(object);
    if (old.isEmpty()) {
      return Reviews.create(object);
    }
    return random.nextInt(3) == 0 ? Reviews.delete(old.get()) : Reviews.update(old.get(), object);
  }

  private Situation situation(TestCluster cluster, Reviews review) {
    Decoded decoded = new ReviewCodec().decode(review.bytes());
    assertThat(decoded).isInstanceOf(Decoded.Readable.class);
    Review read = ((Decoded.Readable) decoded).review();
    return new Situation(
        read,
        Change.of(read),
        policy,
        Mode.ENFORCE_LIVE,
        cluster.snapshot(),
        LocalDate.of(2026, 11, 21));
  }

  /// The table of verdicts once more, for a cluster that is as the watches show it.
  private static boolean isDenied(List<Finding> introduced, Situation situation) {
    return situation.review().operation() != Review.Operation.DELETE
        && introduced.stream()
            .filter(one -> one.rule().sound() && one.severity() == Severity.ERROR)
            .filter(one -> one.object().orElseThrow().isSameObject(situation.change().ref()))
            .anyMatch(
                one ->
                    one.rule().evidence() == Evidence.LOCAL
                        || (one.rule().evidence() == Evidence.CONTRADICTION
                            && one.related().size() <= 3));
  }

  private static List<Finding> difference(List<Finding> after, List<Finding> before) {
    Map<String, Integer> known = new TreeMap<>();
    keys(before).forEach(key -> known.merge(key, 1, Integer::sum));
    List<Finding> fresh = new ArrayList<>();
    for (Finding finding : after) {
      if (known.merge(keys(List.of(finding)).getFirst(), -1, Integer::sum) < 0) {
        fresh.add(finding);
      }
    }
    return fresh;
  }

  private static List<String> keys(List<Finding> findings) {
    return findings.stream()
        .map(one -> one.rule().id() + " " + one.object().orElseThrow() + " " + Fingerprint.of(one))
        .toList();
  }
}
