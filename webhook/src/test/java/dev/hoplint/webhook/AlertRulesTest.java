package dev.hoplint.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.webhook.deploy.Rendered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The alert rules ask for metrics that the webhook has from its start, with labels that they have.
class AlertRulesTest {
  private static final Pattern METRIC = Pattern.compile("\\b(hoplint|apiserver)_\\w+");
  private static final Pattern BY = Pattern.compile("by \\(([\\w, ]+)\\)");

  /// Written by Prometheus, not by the webhook.
  private static final Set<String> OF_TARGETS = Set.of("pod", "job", "instance", "namespace");

  private static List<Map<String, Object>> rules() {
    return Rendered.rendering("everything").the("PrometheusRule").maps("spec.groups.0.rules");
  }

  @Test
  void everyMetricIsThere(@TempDir Path folder) throws IOException {
    try (RenderedWebhook installed = new RenderedWebhook("default", folder)) {
      installed.awaitReady();
      String scraped = installed.health("/metrics").body();
      for (Map<String, Object> rule : rules()) {
        String expression = (String) rule.get("expr");
        Matcher metric = METRIC.matcher(expression);
        assertThat(metric.find()).as(expression).isTrue();
        if (metric.group(1).equals("apiserver")) {
          // Of the API server, which documents it by this name.
          assertThat(metric.group()).isEqualTo("apiserver_admission_webhook_fail_open_count");
          continue;
        }
        List<String> series =
            scraped.lines().filter(line -> line.matches(metric.group() + "[{ ].*")).toList();
        assertThat(series).as(metric.group()).isNotEmpty();
        Matcher by = BY.matcher(expression);
        while (by.find()) {
          for (String label : by.group(1).split(", ")) {
            assertThat(OF_TARGETS.contains(label) || series.getFirst().contains(label + "=\""))
                .as(label + " of " + series.getFirst())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void whatIsPromisedIsAlertedOn() {
    Set<String> alerts = new TreeSet<>();
    for (Map<String, Object> rule : rules()) {
      alerts.add(rule.get("alert") + ": " + rule.get("expr") + " for " + rule.get("for"));
      assertThat(rule.get("labels").toString()).matches("\\{severity=(warning|critical)}");
      assertThat(rule.get("annotations").toString()).contains("summary=", "description=");
    }
    assertThat(alerts)
        .containsExactly(
            "HoplintCertificateExpires: min by (pod, certificate) (hoplint_cert_not_after_seconds)"
                + " - time() < 86400 for 5m",
            "HoplintFailsOpen: sum by (reason) (rate(hoplint_fail_open_total[5m])) > 0 for 5m",
            "HoplintKindOff: max by (kind) (hoplint_informer_off) > 0 for 15m",
            "HoplintNotAsked: sum by (name)"
                + " (rate(apiserver_admission_webhook_fail_open_count{name=~\".*[.]hoplint[.]dev\"}[5m]))"
                + " > 0 for 5m",
            "HoplintSheds: sum by (reason) (rate(hoplint_shed_total[5m])) > 0 for 5m",
            "HoplintSlow: histogram_quantile(0.99, sum by (le)"
                + " (rate(hoplint_admission_duration_seconds_bucket[5m]))) > 0.25 for 5m",
            "HoplintStale: max by (pod) (hoplint_snapshot_age_seconds) > 120 for 1m");
  }
}
