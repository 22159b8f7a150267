package dev.hoplint.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.resource.Ingress;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A host with 5,000 paths over 200 Ingresses is analysed quickly, with and without regexes. Times
/// are those of the processor, and limits are generous: nothing may be quadratic.
class ScaleTest {
  private static final int INGRESSES = 200;
  private static final int PATHS = 25;

  private static String[] manifests(String annotations, String suffix) {
    String[] manifests = new String[INGRESSES];
    for (int i = 0; i < INGRESSES; i++) {
      String[] paths = new String[PATHS];
      for (int j = 0; j < PATHS; j++) {
        paths[j] = "/team-" + i + "/service-" + j + suffix + " ImplementationSpecific";
      }
      manifests[i] = Hosts.ingress("i" + i, i == 0 ? annotations : "", paths);
    }
    return manifests;
  }

  /// How long the analysis of a host takes, reading of manifests left out.
  private static Duration analysis(String... manifests) {
    VirtualHosts hosts = Hosts.hosts(manifests);
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    VirtualHost host = hosts.get(Hosts.HOST).orElseThrow();
    int reached = 0;
    int asked = 0;
    for (Ingress ingress : host.ingresses()) {
      for (Ingress.Path path : ingress.rules().getFirst().paths()) {
        asked++;
        reached += host.server().reachability(path) instanceof Reachability.Reached ? 1 : 0;
      }
    }
    Duration taken =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    assertThat(asked).isEqualTo(INGRESSES * PATHS);
    assertThat(reached).isPositive();
    return taken;
  }

  @Test
  void literalPaths() {
    assertThat(analysis(manifests("", ""))).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void literalPathsOfARegexHost() {
    assertThat(analysis(manifests("use-regex: true", ""))).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void regularExpressions() {
    assertThat(analysis(manifests("use-regex: true", "/(.*)"))).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void tooMuchWorkIsNotAnalysed() {
    String[] paths = new String[3_000];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = "/[a-z]*(.*)*[0-9]{" + (i % 9 + 1) + "}x" + i + " ImplementationSpecific";
    }
    VirtualHost host = Hosts.host(Hosts.ingress("a", "use-regex: true", paths));
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    boolean stopped = false;
    for (Ingress.Path path : host.ingresses().getFirst().rules().getFirst().paths()) {
      stopped |= host.server().reachability(path) instanceof Reachability.NotAnalysed;
    }
    assertThat(stopped).isTrue();
    assertThat(
            Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start))
        .isLessThan(Duration.ofSeconds(30));
  }
}
