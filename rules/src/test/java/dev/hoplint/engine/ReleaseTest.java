package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.resource.Workload;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Lint.strict(), List.of(), List.of()), 1);
  private int releases;

  @Test
  void noCaseOfAnyRuleHasAFindingAboutAnotherObjectBecauseOfARelease() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path folder : TestData.ruleCases()) {
      release(folder, wrong);
    }

    assertThat(wrong).isEmpty();
    assertThat(releases).as("releases").isGreaterThan(150);
  }

  private void release(Path folder, List<String> wrong) throws IOException {
    String text = CaseWorlds.text(folder);
    World before = CaseWorlds.world(text);
    World after =
        CaseWorlds.world(
            text.replaceAll("(?m)^([ -]*image: [^ \\n{}$<\"']+:[0-9][^ \\n{}$<\"']*)$", "$1-next"));
    Set<ObjectRef> changed = new HashSet<>();
    for (Resource resource : after.resources()) {
      if (before.placed(resource.ref()).stream()
          .noneMatch(one -> one.resource().equals(resource))) {
        changed.add(resource.ref());
      }
    }
    if (changed.isEmpty() || !Release.isAll(before, after, changed)) {
      return;
    }
    releases++;
    List<Finding> introduced =
        Comparison.withoutKnown(
            linter.lint(after, Door.CLUSTER), linter.lint(before, Door.CLUSTER));
    for (Finding finding : introduced) {
      if (finding.object().filter(changed::contains).isEmpty()) {
        wrong.add(folder + ": " + Lint.line(finding));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shop/web:1, shop/web:2, true",
    "shop/web:1, shop/web@sha256:12, false",
    "shop/web@sha256:12, shop/web@sha256:34, true",
    "host:5000/web:1, host:5000/web:2, true",
    "host:5000/web, host:5001/web, false",
    "shop/web:1, shop/api:1, false",
    "shop/web, shop/web:1, false",
    "auto, auto:1, false",
    "ingress-nginx/controller:v1.1.0, ingress-nginx/controller:v1.2.0, false",
    "hashicorp/mesh:1, hashicorp/mesh:consul-dataplane, false"
  })
  void tagsAndDigestsAreReleases(String before, String after, boolean release) {
    assertThat(isRelease(workload(before, "a"), workload(after, "b"))).isEqualTo(release);
  }

  @Test
  void aRestartIsARelease() {
    assertThat(isRelease(workload("web:1", "now"), workload("web:1", "then"))).isTrue();
  }

  @Test
  void whatIsNewOrGoneIsNone() {
    Workload workload = workload("web:1", "now");
    World empty = Worlds.of(List.of(), Visibility.closed());
    World full = Worlds.of(List.of(workload), Visibility.closed());
    assertThat(Release.isAll(empty, full, Set.of(workload.ref()))).isFalse();
    assertThat(Release.isAll(full, empty, Set.of(workload.ref()))).isFalse();
  }

  private static boolean isRelease(Workload before, Workload after) {
    return Release.isAll(
        Worlds.of(List.of(before), Visibility.closed()),
        Worlds.of(List.of(after), Visibility.closed()),
        Set.of(before.ref()));
  }

  private static Workload workload(String image, String restarted) {
    return (Workload)
        CaseWorlds.world(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}, annotations: {%s: %s}}
                    spec: {containers: [{name: app, image: "%s", ports: [{containerPort: 80}]}]}
                """
                    .formatted(Release.RESTARTED, restarted, image))
            .resources()
            .getFirst();
  }
}
