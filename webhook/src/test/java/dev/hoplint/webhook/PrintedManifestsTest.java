package dev.hoplint.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hoplint.webhook.deploy.Rendered;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintedManifestsTest {
  @Test
  void whatIsPrintedIsWhatKustomizeBuilds() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code = Main.run(List.of("manifests"), new PrintStream(printed, true, UTF_8), System.err);

    assertThat(code).isZero();
    List<Rendered.Manifest> objects = Rendered.parse(printed.toString(UTF_8)).all();
    assertThat(objects).containsExactlyInAnyOrderElementsOf(Rendered.rendering("base").all());
    assertThat(objects.getFirst().kind()).as("what the others are made in").isEqualTo("Namespace");
  }
}
