package dev.hoplint.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.config.Config.ControllerConfig;
import dev.hoplint.config.Config.ExternalWorkload;
import dev.hoplint.config.Config.RuleConfig;
import dev.hoplint.config.Config.Suppression;
import dev.hoplint.text.Position;
import dev.hoplint.text.SourceText;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final Vocabulary KNOWN =
      new Vocabulary(
          List.of("body-size-missing", "disruption-budget-missing", "prestop-missing"),
          List.of("ingress-nginx", "traefik"));

  private static Config read(String text) {
    return ConfigReader.read(SourceText.of(".hoplint.yaml", text), KNOWN);
  }

  private static List<String> problems(String text) {
    return read(text).problems().stream()
        .map(
            problem -> {
              Position at = problem.source().position(problem.span().start());
              return at.line() + ":" + at.column() + " " + problem.message();
            })
        .toList();
  }

  @Test
  void everyKeyIsRead() {
    Config config =
        read(
            """
            version: 1
            extends: strict
            namespace: shop
            controller: {default: traefik, classes: {nginx-internal: ingress-nginx}, namespaces: [edge], version: "1.12"}
            world: closed
            assumeExists: ["Service/payments/ledger", "IngressClass//nginx", "Secret/tls"]
            externalWorkloads: [{namespace: db, labels: {app: postgres}}]
            exclude: ["**/charts/**"]
            rules:
              body-size-missing: {severity: warning, options: {require: always, seconds: 15, images: [a, b]}}
              disruption-budget-missing: off
              prestop-missing: error
            suppress:
              - {rule: prestop-*, object: "Deployment/legacy/*", reason: "drains by itself", until: 2027-01-31}
            """);

    assertThat(config.problems()).isEmpty();
    assertThat(config.preset()).isEqualTo("strict");
    assertThat(config.namespace()).contains("shop");
    assertThat(config.controller())
        .isEqualTo(
            new ControllerConfig(
                "traefik", Map.of("nginx-internal", "ingress-nginx"), List.of("edge"), "1.12"));
    assertThat(config.closedWorld()).isTrue();
    assertThat(config.assumeExists())
        .containsExactly("Service/payments/ledger", "IngressClass//nginx", "Secret/*/tls");
    assertThat(config.externalWorkloads())
        .containsExactly(new ExternalWorkload("db", Map.of("app", "postgres")));
    assertThat(config.exclude()).containsExactly("**/charts/**");
    assertThat(config.rules())
        .containsOnly(
            Map.entry(
                "body-size-missing",
                new RuleConfig(
                    Optional.of("warning"),
                    Map.of("require", "always", "seconds", "15", "images", "a\nb"))),
            Map.entry("disruption-budget-missing", new RuleConfig(Optional.of("off"), Map.of())),
            Map.entry("prestop-missing", new RuleConfig(Optional.of("error"), Map.of())));
    Suppression suppression = config.suppressions().getFirst();
    assertThat(suppression.rule()).isEqualTo("prestop-*");
    assertThat(suppression.object()).contains("Deployment/legacy/*");
    assertThat(suppression.reason()).isEqualTo("drains by itself");
    assertThat(suppression.until()).contains(LocalDate.of(2027, 1, 31));
    assertThat(suppression.source().slice(suppression.span())).startsWith("{rule: prestop-*");
  }

  @Test
  void anEmptyFileIsTheDefault() {
    assertThat(read("")).isEqualTo(Config.DEFAULT);
    assertThat(read("# nothing yet\n")).isEqualTo(Config.DEFAULT);
    assertThat(read("version: 1\n")).isEqualTo(Config.DEFAULT);
    assertThat(read("controller:\nrules:\nexclude:\n")).isEqualTo(Config.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          extend: strict                        | 1:1 unknown key "extend", did you mean "extends"?
          controller: {defualt: auto}           | 1:14 unknown key "defualt", did you mean "default"?
          version: 2                            | 1:10 version is 1, not "2" (this hoplint knows no other)
          extends: stict                        | 1:10 unknown value of "extends": "stict", did you mean "strict"?
          extends: [strict]                     | 1:10 "extends" is a single value, not a list
          namespace: Shop                       | 1:12 "Shop" cannot be a namespace: lower-case letters, digits and "-", 63 at most
          world: open                           | 1:8 unknown value of "world": "open" (known: auto, closed)
          controller: nginx                     | 1:13 "controller" is keys and values, not a single value
          controller: {default: nginx}          | 1:23 unknown value of "default": "nginx", did you mean "ingress-nginx"?
          controller: {classes: {a: trafik}}    | 1:27 unknown value of "a": "trafik", did you mean "traefik"?
          assumeExists: Service/a/b             | 1:15 "assumeExists" is a list, not a single value
          assumeExists: [ledger]                | 1:16 "ledger" names no object: Kind/namespace/name or Kind/name is wanted
          assumeExists: [{kind: Service}]       | 1:16 an entry of "assumeExists" is a single value, not keys and values
          externalWorkloads: [{namespace: db}]  | 1:21 "labels" is missing in an entry of "externalWorkloads"
          exclude: [""]                         | 1:11 an empty pattern excludes nothing
          rules: {prestop-mising: off}          | 1:9 unknown rule "prestop-mising", did you mean "prestop-missing"?
          rules: {prestop-missing: of}          | 1:26 unknown value of "prestop-missing": "of", did you mean "off"?
          rules: {prestop-missing: {level: x}}  | 1:27 unknown key "level" (known: severity, options)
          suppress: [{rule: prestop-missing}]   | 1:12 "reason" is missing in an entry of "suppress"
          suppress: [{reason: why}]             | 1:12 "rule" is missing in an entry of "suppress"
          suppress: [{rule: nothing-*, reason: why}] | 1:19 unknown rule "nothing-*" (known: body-size-missing, disruption-budget-missing, prestop-missing)
          suppress: [{rule: prestop-missing, reason: ' '}] | 1:44 a suppression needs a reason
          suppress: [{rule: prestop-missing, reason: why, until: tomorrow}] | 1:56 "tomorrow" is no date: 2027-01-31 is one
          suppress: [{rule: prestop-missing, reason: why, until: 2027-02-30}] | 1:56 "2027-02-30" is no date: 2027-01-31 is one
          suppress: [{rule: prestop-missing, reason: why, object: a/b/c/d}] | 1:57 "a/b/c/d" names no object: Kind/namespace/name or Kind/name is wanted
          - strict                              | 1:1 the configuration is keys and values, not a list
          {world: auto, world: closed}          | 1:15 the key "world" is written twice
          """)
  void aProblemSaysWhereAndWhat(String text, String problem) {
    assertThat(problems(text)).containsExactly(problem);
  }

  @Test
  void whatIsNoYamlIsAProblem() {
    assertThat(problems("rules: [")).hasSize(1);
    assertThat(problems("world: auto\n---\nworld: closed\n"))
        .containsExactly("3:1 a configuration file holds one document, this is another one");
  }

  @Test
  void severalProblemsAreReportedAtOnce() {
    assertThat(problems("wrold: auto\nextends: none\n")).hasSize(2);
  }
}
