package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.text.SourceText;
import dev.hoplint.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What `why` and `graph` say of the storefront. Not whole outputs: each new rule adds a line.
class WhyAndGraphTest {
  private static CommandLineTester.Run storefront(String... arguments) {
    return new CommandLineTester(RepositoryFiles.path("testdata/apps/storefront")).run(arguments);
  }

  private static CommandLineTester.Run hostile(String... arguments) {
    return new CommandLineTester(RepositoryFiles.path("testdata/trace/hostile")).run(arguments);
  }

  @Test
  void whyNamesTheCausesFromTheClientToThePod() {
    CommandLineTester.Run run = storefront("why", "503");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("503 Service Unavailable: ")
        .containsSubsequence(
            "\nservice\n",
            "error[backend-service-missing] 503",
            "\nport\n",
            "error[backend-port-not-on-service] 503",
            "\npods\n",
            "error[service-selects-nothing] 503",
            "\ncontainer\n",
            "cart.yaml:12:19: error[target-port-name-missing] 503 from ingress-nginx\n",
            "GET https://shop.example/cart → Ingress shop/shop → Service shop/cart:80\n",
            "help: write \"web\" here",
            "\nprobe\n",
            "error[readiness-probe-port-missing] 503",
            "\nChecked and found fine:\n",
            "✓ service    service-without-endpoints\n",
            "✓ container  target-port-protocol-mismatch\n");
  }

  @Test
  void whySaysThatNothingProducesAStatus() {
    CommandLineTester.Run run = storefront("why", "418");

    assertThat(run.code()).isZero();
    assertThat(run.out()).isEqualTo("418: nothing here produces it (11 routes checked)\n");
  }

  @Test
  void whyKnowsGroupsOfStatuses() {
    assertThat(storefront("why", "5xx").out())
        .contains("error[target-port-name-missing]", "warning[prestop-missing]");
    assertThat(storefront("why", "30x").out()).startsWith("30x redirects: ");
    assertThat(
            new CommandLineTester(RepositoryFiles.path("testdata/trace/redirects"))
                .run("why", "30x")
                .out())
        .contains("\nredirect\n", "error[redirect-loop]");
  }

  @Test
  void whySpeaksJson() {
    CommandLineTester.Run run = storefront("why", "503", "--format", "json");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "\"version\": 1",
            "\"status\": \"503\"",
            "\"hop\": \"container\"",
            "\"rule\": \"target-port-name-missing\"",
            "\"fine\": [",
            "\"unresolved\": [");
    assertThat(isJson(run.out())).isTrue();
  }

  @Test
  void theGraphLeadsFromHostsToWorkloads() {
    CommandLineTester.Run run = storefront("graph");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("flowchart LR\n")
        .contains(
            "n4([\"www.shop.example\"])",
            "subgraph g1[\"namespace shop\"]",
            "[\"Service cart ✗ 1 error\"]:::broken",
            "[[\"Deployment frontend\"]]",
            "[\"Service search #40;missing#41;\"]:::broken",
            "--x|\"/search\"|",
            "-.->|\"/ redirects\"|");
  }

  @Test
  void aGraphOfManyRoutesIsGrouped() {
    StringBuilder manifests = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      manifests.append(
          """
          apiVersion: networking.k8s.io/v1
          kind: Ingress
          metadata: {name: i%d, namespace: n%d}
          spec:
            rules:
              - host: h%d.example
                http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: s%d, port: {number: 80}}}}]}
          ---
          """
              .formatted(i, i % 5, i, i));
    }
    CommandLineTester.Run run = standardInput(manifests.toString(), "graph", "-");

    assertThat(run.out().lines().count()).isLessThan(60);
    assertThat(run.out()).contains("entries #40;100#41;", "namespace n4");
    assertThat(
            standardInput(manifests.toString(), "graph", "-", "--group", "host")
                .out()
                .lines()
                .count())
        .isGreaterThan(1000);
  }

  private static CommandLineTester.Run standardInput(String input, String... arguments) {
    return new CommandLineTester(RepositoryFiles.path("testdata/trace/hostile"))
        .input(input)
        .run(arguments);
  }

  @Test
  void namesAreNeverMarkup() {
    String mermaid = hostile("graph", "names.yaml").out();
    assertThat(mermaid.lines().filter(line -> line.contains("click")))
        .containsExactly(
            "  n1 -->|\"/#124;#34;#59; click n1 call alert#40;#41;␊%% #60;img onerror=1 \"| n2");
    String html = hostile("graph", "names.yaml", "--format", "html").out();
    assertThat(html).doesNotContain("<script", "<img", "\u001b").contains("&lt;script");
    String dot = hostile("graph", "names.yaml", "--format", "dot").out();
    assertThat(dot).contains("web\\\"]; <script & `x` \\\\ ␛[31m --}").doesNotContain("\u001b");
    String json = hostile("graph", "names.yaml", "--format", "json").out();
    assertThat(isJson(json)).isTrue();
    assertThat(json)
        .contains("\"label\": \"Service web\\\"]; <script & `x` \\\\ \\u001b[31m --}\"");
  }

  private static boolean isJson(String text) {
    return YamlReader.read(SourceText.of("report.json", text)).stream()
        .allMatch(document -> document.problem().isEmpty() && document.root().isPresent());
  }

  @Test
  void graphsGoToFiles() {
    assertThat(List.of("mermaid", "dot", "json", "html"))
        .allSatisfy(
            format -> assertThat(storefront("graph", "--format", format).out()).isNotBlank());
  }
}
