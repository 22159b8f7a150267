package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.resource.Ingress;
import dev.hoplint.resource.ObjectRef;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.rule.Finding;
import dev.hoplint.rule.Rule;
import dev.hoplint.rule.RuleContext;
import dev.hoplint.rule.RuleMeta;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A question within limits is answered in time, or says that it was not.
class LimitedWorkTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """;

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: web%d, namespace: shop}
      spec:
        ingressClassName: nginx
        rules:
          - host: web%d.example
            http:
              paths:
                - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      """;

  private final World before =
      Worlds.of(
          IntStream.range(0, 5)
              .mapToObj(i -> one(INGRESS.replace("%d", Integer.toString(i))))
              .toList(),
          Visibility.closed());
  private final World after = before.with(one(SERVICE.replace("80,", "81,")));
  private final Set<ObjectRef> changed = Set.of(one(SERVICE).ref());

  private static Resource one(String yaml) {
    return Worlds.resources(yaml).getFirst();
  }

  private static RuleSelection rules(Rule... more) {
    List<Rule> all = new ArrayList<>(BuiltInRules.all());
    all.addAll(List.of(more));
    return new RuleSelection(all, Lint.strict(), List.of(), List.of());
  }

  @Test
  void withinTimeTheAnswerIsThatWithoutLimits() {
    Linter linter = new Linter(rules(), 1);

    Introduced found =
        linter.introduced(
            before, after, changed, Door.CLUSTER, Limits.within(Duration.ofHours(1), 100));

    assertThat(found.isWhole()).isTrue();
    assertThat(found.findings())
        .isEqualTo(linter.introduced(before, after, changed, Door.CLUSTER))
        .hasSizeGreaterThan(4);
  }

  @Test
  void moreFindingsThanTheLimitAreCounted() {
    Introduced found =
        new Linter(rules(), 1)
            .introduced(before, after, changed, Door.CLUSTER, new Limits(() -> false, 2));

    assertThat(found.findings()).hasSize(2);
    assertThat(found.found()).isGreaterThan(4);
    assertThat(found.isComplete()).isTrue();
    assertThat(found.isWhole()).isFalse();
  }

  @Test
  void whenTimeIsUpTheAnswerSaysSo() {
    for (int steps = 0; steps < 400; steps += 7) {
      int most = steps;
      AtomicInteger asked = new AtomicInteger();

      Introduced found =
          new Linter(rules(), 1)
              .introduced(
                  before,
                  after,
                  changed,
                  Door.CLUSTER,
                  new Limits(() -> asked.incrementAndGet() > most, 100));

      assertThat(found.isComplete()).isEqualTo(asked.get() <= most);
      assertThat(found.findings())
          .filteredOn(
              one -> !found.isComplete() && !one.object().equals(java.util.Optional.empty()))
          .allMatch(one -> one.object().orElseThrow().name().equals("web"));
    }
  }

  /// Fails on every Ingress.
  private static final class Failing implements Rule.OfIngress {
    private final RuleMeta meta =
        BuiltInRules.all().stream()
            .map(Rule::meta)
            .filter(one -> one.id().equals("backend-port-not-on-service"))
            .findFirst()
            .orElseThrow();
    private final Throwable failure;

    private Failing(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public RuleMeta meta() {
      return meta;
    }

    @Override
    public List<Finding> check(Ingress ingress, RuleContext context) {
      switch (failure) {
        case RuntimeException exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(failure);
      }
    }
  }

  @Test
  void aRuleThatFailsIsToldAndTheOthersGoOn() {
    for (Throwable failure :
        List.of(new IllegalStateException("broken"), new StackOverflowError())) {
      Failing rule = new Failing(failure);
      List<String> heard = new ArrayList<>();
      Linter linter =
          Linter.isolating(
              rules(rule), 1, (meta, thrown) -> heard.add(meta.id() + " " + thrown.getMessage()));

      Introduced found =
          linter.introduced(before, after, changed, Door.CLUSTER, new Limits(() -> false, 100));

      assertThat(found.failedRules()).containsExactly(rule.meta().id());
      assertThat(heard).hasSize(10).containsOnly(rule.meta().id() + " " + failure.getMessage());
      assertThat(found.findings())
          .isNotEmpty()
          .noneMatch(one -> one.rule().id().equals(rule.meta().id()));
      assertThat(linter.lint(after, Door.CLUSTER)).isNotEmpty();
    }
  }

  @Test
  void withoutAListenerTheFailureIsTheCallers() {
    Linter linter = new Linter(rules(new Failing(new IllegalStateException("broken"))), 1);

    assertThatThrownBy(() -> linter.introduced(before, after, changed, Door.CLUSTER))
        .hasMessage("broken");
  }
}
