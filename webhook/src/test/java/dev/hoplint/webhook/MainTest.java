package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpGoesToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("Usage: hoplint-webhook");
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--standalone");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(UTF_8)).isEqualTo("hoplint-webhook " + Version.HOPLINT + "\n");
    assertThat(Files.readString(Path.of(System.getProperty("hoplint.root"), "pom.xml")))
        .contains("<version>" + Version.HOPLINT + "</version>");
  }

  @Test
  void wrongUsageIsSaidInASentence() {
    assertThat(run("--port")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("unknown option \"--port\"");
    assertThat(run("serv")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("did you mean \"serve\"?");
    assertThat(run("serve", "--confg", "x")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("unknown option \"--confg\"");
    assertThat(run("serve", "--standalone", "--kube-url", "http://x")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--standalone speaks to no cluster");
    assertThat(run("manifests", "all")).isEqualTo(2);
  }

  @Test
  void aBadConfigurationIsRefusedWithItsPlaces(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "mode: loud\nlisten: 5\n");
    assertThat(run("serve", "--config", file.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8).lines())
        .containsExactly(
            "hoplint-webhook: "
                + file
                + ":1:7: unknown value of \"mode\": \"loud\" (known: off, warn, enforce-local,"
                + " enforce-live)",
            "hoplint-webhook: " + file + ":2:9: \"listen\" is keys and values, not a single value");
    assertThat(run("serve", "--config", folder.resolve("none").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("does not exist");
  }

  @Test
  void theManifestsAreThoseOfTheKustomizeBase() throws IOException {
    assertThat(run("manifests")).isZero();
    Path base = Path.of(System.getProperty("hoplint.root"), "webhook/deploy/base");
    try (Stream<Path> files = Files.list(base)) {
      for (Path file : files.toList()) {
        if (!file.endsWith("kustomization.yaml")) {
          assertThat(out.toString(UTF_8)).contains(Files.readString(file).strip());
        }
      }
    }
  }

  private int run(String... arguments) {
    return Main.run(
        List.of(arguments), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }
}
