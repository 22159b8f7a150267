package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.cli.CommandLineTester.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options and exit codes of `lint`.
class LintCommandTest {
  @TempDir private Path directory;
  private CommandLineTester hoplint;

  @BeforeEach
  void twoApplications() {
    hoplint = new CommandLineTester(directory);
    hoplint.file("broken/app.yaml", Manifests.BROKEN);
    hoplint.file("healthy/app.yaml", Manifests.HEALTHY);
  }

  @Test
  void anErrorIsExitCodeOne() {
    Run run = hoplint.run("lint", "broken");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            broken/app.yaml:11:19: error[target-port-name-missing] connection refused from kube-proxy
               Service "web" sends port 80 to targetPort "http", but no container of \
            Deployment "web" names a port "http" (it has "web" = 8080)
               |
            11 |       targetPort: http
               |                   ^^^^
               = broken/app.yaml:31:15: containers of Deployment "web"
               = help: write "web" here, or name the container port "http"   \
            (hoplint explain target-port-name-missing)

            1 error in 1 file, 2 objects, 0 routes; 0.00 s
            """);
  }

  @Test
  void nothingFoundIsExitCodeZero() {
    Run run = hoplint.run("lint", "healthy", "--skip", "readiness-*,prestop-*");

    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("no findings");
  }

  @Test
  void whatNamedFilesLackMayStandInTheFilesBesideThem() {
    String ingress =
        """
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: {name: shop}
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example
              http:
                paths:
                  - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
                  - {path: /a, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}
        """;
    hoplint.file("k8s/ingress.yaml", ingress);
    hoplint.file("k8s/web.yaml", Manifests.HEALTHY);
    hoplint.file("k8s/api.yaml", Manifests.HEALTHY.replace("web", "api"));

    Run changed = hoplint.run("lint", "k8s/ingress.yaml", "k8s/web.yaml");
    assertThat(changed.code()).isZero();
    assertThat(changed.out()).contains("1 could not be checked");
    assertThat(hoplint.run("lint", "k8s/ingress.yaml", "k8s/web.yaml", "--closed-world").out())
        .contains("backend-service-missing");
    assertThat(hoplint.run("lint", "k8s").out()).doesNotContain("backend-service-missing");
  }

  @Test
  void lintIsTheCommandBeforeAPathAndAnOption() {
    assertThat(hoplint.run("broken").code()).isEqualTo(1);
    assertThat(hoplint.run("--quiet", "broken").code()).isEqualTo(1);
    assertThat(hoplint.input(Manifests.BROKEN).run("-").out()).startsWith("-:11:19: error");
  }

  @Test
  void withoutAPathTheWorkingDirectoryIsLinted() {
    assertThat(hoplint.run("lint").out()).contains("broken/app.yaml:11:19").contains("2 files");
  }

  @ParameterizedTest
  @CsvSource({
    "never, 0",
    "error, 1",
    "warning, 1",
    "info, 1",
  })
  void failOnDecidesTheExitCode(String level, int code) {
    assertThat(hoplint.run("lint", "broken", "--fail-on", level).code()).isEqualTo(code);
  }

  @Test
  void whatMakesTheCommandFailIsShown() {
    Run quiet = hoplint.run("lint", "healthy");
    Run strict = hoplint.run("lint", "healthy", "--fail-on", "info");

    assertThat(quiet.code()).isZero();
    assertThat(quiet.out()).doesNotContain("info[").contains(" hidden)");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out()).contains("info[").doesNotContain("hidden");
  }

  @Test
  void aHiddenFindingFailsAllTheSame() {
    Run run = hoplint.run("lint", "healthy", "--fail-on", "info", "--severity", "error");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("no findings (").contains(" hidden)");
  }

  @Test
  void rulesAreChosenByIdAndPattern() {
    assertThat(hoplint.run("lint", "broken", "--rule", "backend-*").code()).isZero();
    assertThat(hoplint.run("lint", "broken", "--rule", "backend-*,target-*").code()).isEqualTo(1);
    assertThat(hoplint.run("lint", "broken", "--skip", "target-port-name-missing").code()).isZero();
    Run unknown = hoplint.run("lint", "broken", "--rule", "target-port-name-mising");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .isEqualTo(
            """
            hoplint: --rule names no rule: "target-port-name-mising"
            hoplint: did you mean "target-port-name-missing"? "hoplint rules" lists the rules
            """);
  }

  @Test
  void aSymptomLeavesOnlyWhatCanProduceIt() {
    hoplint.file("broken/ingress.yaml", Manifests.INGRESS);

    assertThat(hoplint.run("lint", "broken", "--symptom", "503").code()).isEqualTo(1);
    Run run = hoplint.run("lint", "broken", "--symptom", "413");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("no findings in");
  }

  @Test
  void quietPrintsOneLineForEachFinding() {
    Run run = hoplint.run("lint", "broken", "-q", "--severity", "error");

    assertThat(run.out().lines())
        .singleElement()
        .asString()
        .startsWith("broken/app.yaml:11:19: error[target-port-name-missing] Service \"web\" sends");
  }

  @Test
  void theSeventhFindingOfARuleIsOneLine() {
    StringBuilder many = new StringBuilder(Manifests.BROKEN);
    for (int i = 0; i < 5; i++) {
      String service = Manifests.BROKEN.substring(0, Manifests.BROKEN.indexOf("---"));
      many.append("---\n").append(service.replace("name: web", "name: web-" + i));
    }
    hoplint.file("many.yaml", many.toString());

    String brief = hoplint.run("lint", "many.yaml", "--rule", "target-*").out();
    String verbose = hoplint.run("lint", "many.yaml", "--rule", "target-*", "-v").out();

    assertThat(brief.lines().filter(line -> line.contains("^^^^"))).hasSize(3);
    assertThat(brief.lines().filter(line -> line.contains("error[target-port-name-missing]")))
        .hasSize(6);
    assertThat(verbose.lines().filter(line -> line.contains("^^^^"))).hasSize(6);
  }

  @Test
  void reportsGoWhereTheyAreSent() {
    Run run =
        hoplint.run(
            "lint", "broken", "--format", "text", "--format", "json", "-o", "out/report.json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("cannot write \"out/report.json\": no such file or folder");

    hoplint.file("report.json", "old");
    Run good =
        hoplint.run("lint", "broken", "--format", "text", "--format=json", "-o", "report.json");
    assertThat(good.code()).isEqualTo(1);
    assertThat(good.out()).startsWith("broken/app.yaml:11:19");
    assertThat(hoplint.read("report.json")).startsWith("{\n  \"version\": 1,");
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("broken", "healthy", "report.json");

    Run only = hoplint.run("lint", "broken", "-o", "report.txt");
    assertThat(only.out()).isEmpty();
    assertThat(hoplint.read("report.txt")).startsWith("broken/app.yaml:11:19");
    assertThat(hoplint.run("lint", "broken", "-o", "/dev/null").code()).isEqualTo(1);
  }

  @Test
  void theNamespaceOfObjectsThatWriteNoneIsGiven() {
    hoplint.file("plain.yaml", Manifests.BROKEN.replace("  namespace: shop\n", ""));

    assertThat(hoplint.run("lint", "plain.yaml", "-n", "team", "--format", "json").out())
        .contains("\"namespace\": \"team\"");
  }

  @Test
  void aClosedWorldAccuses() {
    hoplint.file("ingress.yaml", Manifests.INGRESS);

    Run open = hoplint.run("lint", "ingress.yaml", "--verbose");
    assertThat(open.code()).isZero();
    assertThat(open.out())
        .contains("1 could not be checked")
        .contains("Service \"web\" could not be checked");

    Run closed = hoplint.run("lint", "ingress.yaml", "--closed-world");
    assertThat(closed.code()).isEqualTo(1);
    assertThat(closed.out()).contains("error[backend-service-missing]");
    assertThat(
            hoplint.run("lint", "ingress.yaml", "--closed-world", "--controller", "traefik").out())
        .contains("404 from traefik");
    assertThat(
            hoplint
                .run("lint", "ingress.yaml", "--closed-world", "--controller", "edge=f5-nginx")
                .out())
        .contains("502 from f5-nginx");
  }

  @Test
  void excludedFilesAreNotRead() {
    assertThat(hoplint.run("lint", "--exclude", "broken/**").code()).isZero();
  }

  @Test
  void nothingToLintIsAFailureUnlessAllowed() {
    hoplint.file("empty/notes.yaml", "just: notes\n");

    Run run = hoplint.run("lint", "empty");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).isEqualTo("hoplint: there is no Kubernetes object in empty\n");
    assertThat(hoplint.run("lint", "empty", "--allow-empty").code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --jobs 0                    | --jobs is a number from 1 to 256, not "0"
          --severity fatal            | --severity is info, warning or error, not "fatal"
          --fail-on fatal             | --fail-on is never, info, warning or error, not "fatal"
          --symptom 50x               | --symptom is a status code such as 502, not "50x"
          --color red                 | --color is auto, always or never, not "red"
          --kubernetes-version new    | --kubernetes-version is a version such as 1.34, not "new"
          --controller trafik         | unknown controller "trafik"
          --format xml                | unknown format "xml"
          --format json --format text | only one report can go to standard output
          -o a -o b                   | two --output and no --format between them
          --format json -o a -o b     | --output b has no --format
          --frmat json                | unknown option "--frmat"
          --config nope.yaml          | cannot read the configuration nope.yaml: no such file or folder
          --baseline nope.json        | cannot read the baseline nope.json: no such file or folder
          --baseline healthy/app.yaml | the baseline healthy/app.yaml is no JSON report of version 1
          --severity                  | missing required parameter for option '--severity' (LEVEL)
          --rule nothing-*            | --rule names no rule: "nothing-*"
          """)
  void wrongUsageIsOneLineAndAHint(String options, String message) {
    String[] arguments = ("lint " + options).split(" ");

    Run run = hoplint.run(arguments);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("hoplint: " + message + "\n");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
  }

  @Test
  void anUnknownFormatListsTheKnownOnes() {
    assertThat(hoplint.run("lint", "--format", "jsn").err())
        .isEqualTo(
            "hoplint: unknown format \"jsn\"\n"
                + "hoplint: did you mean json? the formats are: text, json\n");
  }

  @Test
  void coloursAreForTerminals() {
    assertThat(hoplint.run("lint", "broken").out()).doesNotContain("\u001b");
    assertThat(hoplint.run("lint", "broken", "--color", "always").out())
        .contains("\u001b[1;31merror");
    hoplint.onTerminal();
    assertThat(hoplint.run("lint", "broken").out()).contains("\u001b[1;31merror");
    assertThat(hoplint.run("lint", "broken", "--color=never").out()).doesNotContain("\u001b");
    assertThat(hoplint.variable("CI", "true").run("lint", "broken").out()).doesNotContain("\u001b");
    hoplint.variable("CI", "").variable("NO_COLOR", "1");
    assertThat(hoplint.run("lint", "broken").out()).doesNotContain("\u001b");
  }

  @Test
  void stats() {
    assertThat(hoplint.run("lint", "broken", "--stats").err())
        .startsWith("hoplint: reading 0.000 s, sorting 0.000 s, checking 0.000 s");
  }

  @Test
  void theKubernetesVersionDecidesWhatIsRemoved() {
    hoplint.file(
        "old.yaml",
        """
        apiVersion: networking.k8s.io/v1beta1
        kind: IngressClass
        metadata:
          name: edge
        spec:
          controller: example.com/edge
        """);

    assertThat(hoplint.run("lint", "old.yaml").out()).contains("removed-api-version");
    assertThat(hoplint.run("lint", "old.yaml", "--kubernetes-version", "1.21").code()).isZero();
  }
}
