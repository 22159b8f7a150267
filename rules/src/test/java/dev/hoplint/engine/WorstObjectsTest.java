package dev.hoplint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.builtin.BuiltInRules;
import dev.hoplint.config.Config;
import dev.hoplint.resource.Resource;
import dev.hoplint.rule.Door;
import dev.hoplint.testing.Worlds;
import dev.hoplint.world.Visibility;
import dev.hoplint.world.World;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever hosts, paths and patterns an object has, judging it ends soon after its time is up. The
/// times are the thread's own, so that a busy machine does not count.
class WorstObjectsTest {
  private static final long LIMIT = 150_000_000;

  /// How late an answer may be: the longest stretch without a look at the clock, on a slow machine
  /// whose code is not compiled yet.
  private static final long LATE = 1_500_000_000;

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final Linter linter =
      new Linter(new RuleSelection(BuiltInRules.all(), Config.DEFAULT, List.of(), List.of()), 1);

  private static Resource ingress(String name, String annotations, String rules) {
    return Worlds.resources(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: %s
              namespace: shop
              annotations: {%s}
            spec:
              ingressClassName: nginx
              rules:
            """
                    .formatted(name, annotations)
                + rules)
        .getFirst();
  }

  private static String rule(String host, int paths, IntFunction<String> path) {
    return "    - host: '"
        + host
        + "'\n      http:\n        paths:\n"
        + IntStream.range(0, paths)
            .mapToObj(
                i ->
                    "          - {path: '"
                        + path.apply(i)
                        + "', pathType: ImplementationSpecific,"
                        + " backend: {service: {name: web, port: {number: 80}}}}\n")
            .collect(Collectors.joining());
  }

  private void endsInTime(List<Resource> there, Resource changed) {
    World before = Worlds.of(there, Visibility.closed());
    World after = before.with(changed);
    for (int round = 0; round < 2; round++) {
      long start = CPU.getCurrentThreadCpuTime();
      Introduced found =
          linter.introduced(
              before,
              after,
              Set.of(changed.ref()),
              Door.ADMISSION,
              new Limits(() -> CPU.getCurrentThreadCpuTime() - start > LIMIT, 100));
      long time = CPU.getCurrentThreadCpuTime() - start;
      assertThat(time).as("complete: %s", found.isComplete()).isLessThan(LIMIT + LATE);
      assertThat(found.findings()).hasSizeLessThanOrEqualTo(100);
    }
  }

  @Test
  void manyPathsInOneIngress() {
    Resource worst = ingress("a", "", rule("a.example", 20_000, i -> "/team-" + i % 97 + "/p" + i));
    endsInTime(List.of(), worst);
    endsInTime(List.of(ingress("b", "", rule("a.example", 3, i -> "/x" + i)), worst), worst);
  }

  @Test
  void manyPatternsInOneIngress() {
    String regex = "nginx.ingress.kubernetes.io/use-regex: 'true'";
    endsInTime(
        List.of(),
        ingress("a", regex, rule("a.example", 5_000, i -> "/t" + i % 9 + "/(a|b)*" + i + "/.*")));
    endsInTime(
        List.of(), ingress("a", regex, rule("a.example", 300, i -> "/((a{1,9}){1,9}b?)+c" + i)));
  }

  @Test
  void manyHostsInOneIngress() {
    String rules =
        IntStream.range(0, 10_000)
            .mapToObj(i -> rule("h" + i + ".example", 1, _ -> "/"))
            .collect(Collectors.joining());
    endsInTime(List.of(), ingress("a", "", rules));
  }

  @Test
  void manyHostsBelowAWildcard() {
    List<Resource> there = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      there.add(ingress("i" + i, "", rule("h" + i + ".example", 1, _ -> "/")));
    }
    there.add(ingress("deep", "", rule("*.a.example", 1, _ -> "/")));
    endsInTime(there, ingress("wild", "", rule("*.example", 2, i -> "/" + i)));
  }

  @Test
  void manyIngressesOfOneHostThatRedirect() {
    List<Resource> there = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      int number = i;
      there.add(
          ingress(
              "i" + i,
              "nginx.ingress.kubernetes.io/permanent-redirect: 'https://a.example/p"
                  + (i + 1)
                  + "', nginx.ingress.kubernetes.io/app-root: /p"
                  + i,
              rule("a.example", 1, _ -> "/p" + number)));
    }
    endsInTime(there, there.get(150));
  }
}
