package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A change of one of many Ingresses that share a host costs a little for each of the others.
/// Counted are the looks at the clock, which the engine takes between two steps: the same on every
/// machine.
class SharedHostTest {
  private static final int NAMESPACES = 40;

  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Config.DEFAULT, List.of(), List.of()), 1);

  private static Resource ingress(int number, String size) {
    StringBuilder paths = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      paths.append(
          """
                    - path: /team-%1$s/part-%2$s
                      pathType: Prefix
                      backend: {service: {name: web, port: {number: 80}}}
          """
              .formatted(number, i));
    }
    return Worlds.resources(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: i%s
              namespace: team-%s
              annotations: {nginx.ingress.kubernetes.io/proxy-body-size: %s}
            spec:
              ingressClassName: nginx
              tls: [{hosts: [api.example], secretName: api}]
              rules:
                - host: api.example
                  http:
                    paths:
            %s\
            """
                .formatted(number, number % NAMESPACES, size, paths))
        .getFirst();
  }

  private double stepsForEach(int ingresses) {
    List<Resource> there = new ArrayList<>();
    for (int i = 0; i < ingresses; i++) {
      there.add(ingress(i, "1m"));
    }
    World before = Worlds.of(there, Visibility.closed());
    Resource changed = ingress(7, "2m");
    AtomicLong steps = new AtomicLong();
    linter.introduced(
        before,
        before.with(changed),
        Set.of(changed.ref()),
        Door.ADMISSION,
        new Limits(() -> steps.incrementAndGet() < 0, 100));
    return (double) steps.get() / ingresses;
  }

  @Test
  void eachOfThemCostsTheSameHoweverManyThereAre() {
    double few = stepsForEach(50);

    assertThat(few).isLessThan(100);
    assertThat(stepsForEach(400)).isLessThan(few * 1.5);
  }
}
