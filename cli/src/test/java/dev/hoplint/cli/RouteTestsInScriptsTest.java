package dev.hoplint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build's script relies on: exit codes, quiet mistakes, the example of the documentation.
class RouteTestsInScriptsTest {
  @TempDir Path directory;

  private CommandLineTester shop() {
    return new CommandLineTester(directory)
        .file("k8s/web.yaml", Manifests.HEALTHY + "---\n" + Manifests.INGRESS);
  }

  @Test
  void theExampleOfTheDocumentationPasses() throws IOException {
    String page = Files.readString(RepositoryFiles.path("docs/trace.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    CommandLineTester.Run run =
        new CommandLineTester(RepositoryFiles.path("testdata/apps/storefront"))
            .input(example)
            .run("test", "-", ".");

    assertThat(run.out()).endsWith("\n3 requests: 3 as expected\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aScriptStopsAtTheFirstRequestThatIsNotAsExpected() {
    List<String> urls =
        List.of("https://shop.example/", "https://shop.example/a", "https://x.example/");

    assertThat(urls)
        .map(url -> shop().run("trace", url, "k8s", "--expect", "2xx").code())
        .containsExactly(ExitCode.OK, ExitCode.OK, ExitCode.UNKNOWN);
    assertThat(shop().run("trace", urls.getFirst(), "k8s", "--expect", "404").code())
        .isEqualTo(ExitCode.FINDINGS);
    CommandLineTester broken =
        new CommandLineTester(directory)
            .file("k8s/web.yaml", Manifests.BROKEN + "---\n" + Manifests.INGRESS);
    assertThat(broken.run("trace", urls.getFirst(), "k8s").code()).isEqualTo(ExitCode.FINDINGS);
    // Of an unknown controller only the set of codes is known.
    assertThat(broken.run("trace", urls.getFirst(), "k8s", "--expect", "503").code())
        .isEqualTo(ExitCode.UNKNOWN);
    assertThat(
            broken
                .run(
                    "trace",
                    urls.getFirst(),
                    "k8s",
                    "--expect",
                    "503",
                    "--controller",
                    "edge=ingress-nginx")
                .code())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void hugeRequestsAreRefusedInOneLine() {
    List<String> headers =
        new java.util.ArrayList<>(List.of("trace", "https://shop.example/", "k8s"));
    for (int i = 0; i < 101; i++) {
      headers.addAll(List.of("--header", "X-" + i + ": 1"));
    }
    List<CommandLineTester.Run> runs =
        List.of(
            shop().run("trace", "https://shop.example/" + "a".repeat(9000), "k8s"),
            shop().run("trace", "https://" + "a".repeat(300) + "/", "k8s"),
            shop()
                .run("trace", "https://shop.example/", "k8s", "--header", "X: " + "a".repeat(9000)),
            shop().run("trace", "https://shop.example/", "k8s", "--header", "X: a\u0007"),
            shop().run("trace", "https://shop.example/", "k8s", "--body-size", "9".repeat(40)),
            shop().run("trace", "https://shop.example/\u001b[2J", "k8s"),
            shop().run(headers.toArray(String[]::new)));

    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.code()).isEqualTo(ExitCode.USAGE);
              assertThat(run.out()).isEmpty();
              assertThat(run.err()).startsWith("hoplint: ").doesNotContain("\u001b", "internal");
              assertThat(run.err().lines()).hasSize(2);
            });
  }

  @Test
  void anUnreadableInputComesBeforeThePrediction() {
    CommandLineTester.Run run = shop().run("trace", "https://shop.example/", "k8s", "missing.yaml");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT);
    assertThat(run.out()).contains("reaches Deployment \"web\"");
  }

  @Test
  void anAcceptedFindingDecidesNothing() {
    String accepted =
        Manifests.HEALTHY.replace(
            "  selector:\n    app: web\n",
            "  selector: # hoplint: allow service-selects-nothing -- tried elsewhere\n"
                + "    app: web\n");
    CommandLineTester.Run run =
        new CommandLineTester(directory)
            .file("k8s/web.yaml", accepted + "---\n" + Manifests.INGRESS)
            .run("trace", "https://shop.example/", "k8s");

    assertThat(run.code()).isZero();
  }

  @Test
  void reportsGoToFilesAndColoursOnlyToTerminals() {
    CommandLineTester.Run run =
        shop().run("trace", "https://shop.example/", "k8s", "--format", "json", "-o", "trace.json");

    assertThat(run.out()).isEmpty();
    assertThat(shop().read("trace.json")).startsWith("{\n  \"version\": 1,");
    assertThat(shop().run("trace", "https://shop.example/", "k8s").out()).doesNotContain("\u001b");
    assertThat(shop().onTerminal().run("trace", "https://shop.example/", "k8s").out())
        .contains("\u001b[");
  }
}
