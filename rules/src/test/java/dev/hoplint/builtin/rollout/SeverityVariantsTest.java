package dev.hoplint.builtin.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.rule.Finding;
import dev.hoplint.testing.CaseConfig;
import dev.hoplint.testing.Lint;
import dev.hoplint.testing.TestData;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `# want:` comments hold the certainty; the rules whose severity varies are held here.
class SeverityVariantsTest {
  @ParameterizedTest
  @CsvSource({
    "prestop-missing/routed, warning, rollout, 502",
    "prestop-missing/in-cluster-only, info, rollout, connection refused",
    "prestop-missing/load-balancer, warning, rollout, connection refused",
    "prestop-exceeds-grace/sleep-action-over, error, always, refused by the API server",
    "prestop-exceeds-grace/sleep-action-equal, warning, rollout, 502",
    "prestop-exceeds-grace/exec-default-grace, warning, rollout, 502",
    "prestop-cannot-run/tcp-socket, error, rollout, 502",
    "prestop-cannot-run/distroless-shell, warning, rollout, 502",
    "rollout-takes-all-pods/recreate, warning, rollout, 503",
    "rollout-takes-all-pods/recreate-read-write-once, info, rollout, 503",
    "rollout-takes-all-pods/recreate-claim-not-seen, info, rollout, 503",
    "rollout-takes-all-pods/recreate-read-write-many, warning, rollout, 503",
    "rollout-takes-all-pods/stateful-set-of-one, info, rollout, 503",
    "rollout-takes-all-pods/daemon-set-all-nodes, warning, rollout, 503",
    "disruption-budget-missing/neighbour-has-one, info, drain, 503",
    "disruption-budget-blocks-drain/min-equals-replicas, warning, drain, 503",
  })
  void severityAndSymptom(String folder, String severity, String when, String seen) {
    String rule = folder.substring(0, folder.indexOf('/'));
    Path path = TestData.path("testdata/rules/" + folder);
    Set<String> found =
        Lint.inputs(TestData.inputs(path), CaseConfig.of(path)).findings().stream()
            .filter(finding -> finding.rule().id().equals(rule))
            .map(SeverityVariantsTest::line)
            .collect(Collectors.toSet());
    assertThat(found).containsExactly(severity + " " + when + " " + seen);
  }

  private static String line(Finding finding) {
    return finding.severity().word()
        + " "
        + finding
            .symptom()
            .map(
                one ->
                    one.when().word()
                        + " "
                        + one.effect()
                            .orElseGet(
                                () ->
                                    one.statuses().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(","))))
            .orElse("no symptom");
  }
}
