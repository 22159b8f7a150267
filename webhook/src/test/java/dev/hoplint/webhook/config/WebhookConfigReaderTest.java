package dev.hoplint.webhook.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config.RuleConfig;
import dev.hoplint.text.SourceText;
import dev.hoplint.webhook.config.WebhookConfig.ClientAuthority;
import dev.hoplint.webhook.config.WebhookConfig.ExceptionEntry;
import dev.hoplint.webhook.config.WebhookConfig.Mode;
import dev.hoplint.webhook.config.WebhookConfig.NamespaceMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookConfigReaderTest {
  @Test
  void anEmptyFileIsTheDefault() {
    WebhookConfigReader.Read read = read("");

    assertThat(read.problems()).isEmpty();
    assertThat(read.config()).isEqualTo(WebhookConfig.DEFAULT);
  }

  @Test
  void everyKeyIsRead() {
    WebhookConfigReader.Read read =
        read(
            """
            version: 1
            extends: strict
            listen: {port: 9443, healthPort: 9080}
            mode: enforce-local
            namespaces:
              - {match: ["prod-*"], mode: enforce-live}
              - {match: ["kube-system", "hoplint"], mode: off}
            rules: {prestop-missing: off}
            exceptions:
              - {rule: "*", object: "Deployment/legacy/*", reason: "goes away", until: 2027-01-31}
            annotations: {mayAllow: true}
            controllers: {classes: {nginx: ingress-nginx}, namespaces: [ingress-nginx]}
            warnExisting: true
            discloseNames: true
            tls:
              source: files
              files: {cert: /tls/tls.crt, key: /tls/tls.key}
              clientCa: {cert: /ca/ca.crt, names: [kube-apiserver]}
              minVersion: "1.2"
            limits: {bodyMebibytes: 8, evaluationMillis: 400, inFlightMebibytes: 32, connections: 50}
            scan: {interval: 2m, reports: openreports, events: true}
            watch: {endpointSlices: true, gatewayApi: true}
            drain: {delay: 20s, stop: 12s}
            """);

    assertThat(read.problems()).isEmpty();
    WebhookConfig config = read.config();
    assertThat(config.listen()).isEqualTo(new WebhookConfig.Listen(9443, 9080));
    assertThat(config.mode()).isEqualTo(Mode.ENFORCE_LOCAL);
    assertThat(config.namespaces())
        .containsExactly(
            new NamespaceMode(List.of("prod-*"), Mode.ENFORCE_LIVE),
            new NamespaceMode(List.of("kube-system", "hoplint"), Mode.OFF));
    assertThat(config.engine().preset()).isEqualTo("strict");
    assertThat(config.engine().rules())
        .containsOnly(Map.entry("prestop-missing", new RuleConfig(Optional.of("off"), Map.of())));
    assertThat(config.engine().controller().classes()).containsEntry("nginx", "ingress-nginx");
    assertThat(config.exceptions())
        .containsExactly(
            new ExceptionEntry(
                "*", "Deployment/legacy/*", "goes away", Optional.of(LocalDate.of(2027, 1, 31))));
    assertThat(config.mayAllow()).isTrue();
    assertThat(config.warnExisting()).isTrue();
    assertThat(config.discloseNames()).isTrue();
    assertThat(config.tls().source()).isEqualTo(WebhookConfig.Tls.Source.FILES);
    assertThat(config.tls().key()).contains(Path.of("/tls/tls.key"));
    assertThat(config.tls().clientCa())
        .contains(new ClientAuthority(Path.of("/ca/ca.crt"), List.of("kube-apiserver")));
    assertThat(config.tls().allowTls12()).isTrue();
    assertThat(config.limits())
        .isEqualTo(new WebhookConfig.Limits(8, Duration.ofMillis(400), 32, 50));
    assertThat(config.scan())
        .isEqualTo(
            new WebhookConfig.Scan(
                Duration.ofMinutes(2), WebhookConfig.Reports.OPEN_REPORTS, true));
    assertThat(config.watch()).isEqualTo(new WebhookConfig.Watch(true, false, false, false, true));
    assertThat(config.drain())
        .isEqualTo(new WebhookConfig.Drain(Duration.ofSeconds(20), Duration.ofSeconds(12)));
  }

  @Test
  void theGuidesExampleHoldsAllKeysAndIsRight() throws IOException {
    String guide = Files.readString(Path.of(System.getProperty("hoplint.root"), "docs/webhook.md"));
    String example = guide.split("```yaml\n", 2)[1].split("```", 2)[0];
    WebhookConfigReader.Read read = read(example);
    assertThat(read.problems()).isEmpty();
    assertThat(example.lines().filter(line -> line.matches("[a-zA-Z]+:.*")).count()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mod: warn                         | unknown key "mod", did you mean "mode"?
          mode: enforce-lokal               | unknown value of "mode": "enforce-lokal", did you mean "enforce-local"?
          version: 2                        | version is 1, not "2" (this hoplint knows no other)
          rules: {prestop-mising: off}      | unknown rule "prestop-mising", did you mean "prestop-missing"?
          listen: {port: 70000}             | "port" is a number from 0 to 65535, not "70000"
          listen: {port: 9, healthPort: 9}  | "port" and "healthPort" are both 9
          scan: {interval: 5}               | "interval" is a time like "30s" or "5m", from 10s to 24h, not "5"
          scan: {interval: 1s}              | "interval" is a time like "30s" or "5m", from 10s to 24h, not "1s"
          tls: {source: files}              | "files" is missing in "tls"
          tls: {files: {cert: a}}           | "key" is missing in "files"
          namespaces: [{match: [A_b]}]      | "A_b" matches no namespace
          namespaces: prod                  | "namespaces" is a list, not a single value
          exceptions: [{rule: "*"}]         | "reason" is missing in an entry of "exceptions"
          limits: {inFlightMebibytes: 2}    | "inFlightMebibytes" is 2, less than one body of 9 ("bodyMebibytes")
          warnExisting: maybe               | unknown value of "warnExisting": "maybe" (known: true, false)
          """)
  void whatIsWrongIsSaid(String text, String message) {
    assertThat(read(text).problems()).extracting(one -> one.message()).contains(message);
  }

  @Test
  void problemsHaveTheirPlaces() {
    WebhookConfigReader.Read read = read("version: 1\nlisten:\n  prt: 1\n");

    assertThat(read.problems())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.source().position(one.span().start()).line()).isEqualTo(3);
              assertThat(one.source().position(one.span().start()).column()).isEqualTo(3);
            });
  }

  private static WebhookConfigReader.Read read(String text) {
    return WebhookConfigReader.read(SourceText.of("config.yaml", text), ConfigFile.vocabulary());
  }
}
