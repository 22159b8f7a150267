package dev.hoplint.webhook.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.engine.Linter;
import dev.hoplint.harness.ReviewVerification.Verified;
import dev.hoplint.harness.Size;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Severity;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.yaml.Mapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Objects that are right together are let in one by one, in whatever order they come.
class ArrivalOrderTest {
  /// @param before what the cluster holds already
  record Bundle(String name, List<Mapping> before, List<Mapping> objects) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bundle> bundles() {
    List<Bundle> bundles = new ArrayList<>();
    for (Path file : Files.below("testdata/webhook/bundles", ".yaml")) {
      String name = file.getFileName().toString();
      Path before = file.resolveSibling(name.replace(".yaml", ".before.yaml"));
      if (!name.contains(".before.")) {
        bundles.add(
            new Bundle(
                name,
                before.toFile().exists() ? Manifests.yaml(Files.read(before)) : List.of(),
                Manifests.yaml(Files.read(file))));
      }
    }
    for (String app : List.of("split-folders", "environments/production", "environments/staging")) {
      List<Mapping> objects = new ArrayList<>(Manifests.yaml(Samples.CLASS));
      for (Path file : Files.below("testdata/apps/" + app, ".yaml")) {
        objects.addAll(Manifests.yaml(Files.read(file)));
      }
      bundles.add(new Bundle(app, List.of(), objects));
    }
    return bundles.stream();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void noOrderIsDenied(Bundle bundle) {
    for (Mode mode : List.of(Mode.WARN, Mode.ENFORCE_LOCAL)) {
      List<List<Mapping>> orders = orders(bundle.objects(), 1);
      // Nothing can be denied where nothing is enforced: one order shows that it is so.
      int asked = mode == Mode.WARN ? Size.of(1, orders.size()) : orders.size();
      for (List<Mapping> order : orders.subList(0, asked)) {
        Webhook webhook = Webhook.over(cluster(bundle.before()), mode);
        for (Mapping object : order) {
          assertThat(apply(webhook, object)).as("%s in %s", object, order).isTrue();
        }
        assertThat(errors(webhook.cluster)).as("%s", order).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void liveEnforcementConverges(Bundle bundle) {
    for (List<Mapping> order : orders(bundle.objects(), 2)) {
      Webhook webhook = Webhook.over(cluster(bundle.before()), Mode.ENFORCE_LIVE);
      List<Mapping> left = order;
      for (int round = 0; round < 3 && !left.isEmpty(); round++) {
        left = left.stream().filter(object -> !apply(webhook, object)).toList();
      }
      assertThat(left).as("denied three times").isEmpty();
      assertThat(errors(webhook.cluster)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void noOrderOfDeletionIsDenied(Bundle bundle) {
    for (List<Mapping> order : orders(bundle.objects(), 3)) {
      Webhook webhook = Webhook.over(cluster(bundle.objects()), Mode.ENFORCE_LIVE);
      for (Mapping object : order) {
        assertThat(webhook.ask(Reviews.delete(object)).allowed()).isTrue();
        webhook.cluster.remove(object);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"WARN", "ENFORCE_LOCAL", "ENFORCE_LIVE"})
  void applyingTheSameAgainSaysNothing(Mode mode) {
    bundles()
        .forEach(
            bundle -> {
              Webhook webhook = Webhook.over(cluster(bundle.objects()), mode);
              for (Mapping object : bundle.objects()) {
                Verified.Answer answer = webhook.ask(Reviews.update(object, object));
                assertThat(answer.allowed()).isTrue();
                assertThat(answer.warnings()).isEmpty();
              }
            });
  }

  private static TestCluster cluster(List<Mapping> objects) {
    TestCluster cluster = new TestCluster();
    objects.forEach(cluster::put);
    return cluster;
  }

  /// What `kubectl apply` does; false where it is denied.
  private static boolean apply(Webhook webhook, Mapping object) {
    Optional<Mapping> old = webhook.cluster.get(object);
    Reviews review =
        old.map(before -> Reviews.update(before, object)).orElseGet(() -> Reviews.create(object));
    boolean allowed = webhook.ask(review).allowed();
    if (allowed) {
      webhook.cluster.put(object);
    }
    return allowed;
  }

  /// What a scan of the whole cluster would call an error.
  private static List<Finding> errors(TestCluster cluster) {
    Linter scan =
        new Linter(
            new WatchedRules(BuiltInRules.all()).selection(Config.DEFAULT, TestCluster.STANDARD),
            1);
    return scan.lint(cluster.snapshot().world(), Door.CLUSTER).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .toList();
  }

  private static List<List<Mapping>> orders(List<Mapping> objects, int seed) {
    int all = Size.of(4, 6);
    if (objects.size() <= all) {
      return permutations(objects);
    }
    Random random = new Random(seed);
    List<List<Mapping>> orders = new ArrayList<>();
    for (int i = 0; i < Size.of(10, 500); i++) {
      List<Mapping> order = new ArrayList<>(objects);
      Collections.shuffle(order, random);
      orders.add(order);
    }
    return orders;
  }

  private static List<List<Mapping>> permutations(List<Mapping> objects) {
    if (objects.isEmpty()) {
      return List.of(List.of());
    }
    List<List<Mapping>> all = new ArrayList<>();
    for (int i = 0; i < objects.size(); i++) {
      List<Mapping> rest = new ArrayList<>(objects);
      Mapping first = rest.remove(i);
      for (List<Mapping> order : permutations(rest)) {
        List<Mapping> whole = new ArrayList<>(List.of(first));
        whole.addAll(order);
        all.add(whole);
      }
    }
    return all;
  }
}
